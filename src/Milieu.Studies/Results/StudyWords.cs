// Verdicts in words.
namespace Milieu.Studies;

public static class StudyWords
{
    public static string Of(Verdict verdict) =>
        verdict switch
        {
            Verdict.Met => "met",
            Verdict.Missed => "missed",
            _ => "undecided",
        };
}
