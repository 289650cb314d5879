// The trunk of a study that branches: its model, its time, and whether every arm can go on from it.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Takes the path of a value, what is wrong with it, the value, what is expected and the nearest right word.</summary>
internal delegate void ReportMistake(
    string path,
    string message,
    string? value = null,
    string? expected = null,
    string? nearest = null
);

/// <summary>Which model grows what the arms start from.</summary>
internal sealed class TrunkText(StudySpec spec, IReadOnlyList<ArmText> arms, ReportMistake report)
{
    public const string Name = "trunk";

    /// <summary>An arm, or the base model with what all arms share; null with a mistake.</summary>
    public ArmText? Find()
    {
        if (spec.Branch!.From is not { } from)
            return ArmTexts.Common(spec) with { Name = Name, About = "what all arms share" };
        if (arms.FirstOrDefault(a => a.Name == from) is { } arm)
            return arm;
        var names = arms.Select(a => a.Name).ToList();
        report("branch.from", "unknown arm", from, "one of " + string.Join("; ", names), Nearest.To(from, names));
        return null;
    }
}

/// <summary>Whether the arms can branch off where the study says.</summary>
internal sealed class TrunkCheck(StudySpec spec, ReportMistake report)
{
    /// <returns>Null with mistakes.</returns>
    public Trunk? Of(Arm grown, ImmutableArray<Arm> arms)
    {
        var timing = grown.Model.Timing;
        if (
            spec.Branch!.At is not { } given
            || given.In(Unit.Minute) is not (> 0 and < double.PositiveInfinity and var at)
        )
        {
            var (text, problem) = (spec.Branch.At?.Text, spec.Branch.At?.Problem);
            report("branch.at", problem ?? "says when the arms branch off", text, "a time above zero, such as 7 d");
            return null;
        }
        var tick = (long)Math.Round(at / timing.TickMinutes);
        // There every stage that may differ between models begins a step.
        if (tick % timing.PhenotypePeriod != 0 || Math.Abs((tick * timing.TickMinutes) - at) > 1e-9 * at)
        {
            report(
                "branch.at",
                "not at a step of the phenotype",
                given.Text,
                $"a multiple of {Text(timing.PhenotypeMinutes)}"
            );
            return null;
        }
        var isWhole = true;
        foreach (var arm in arms.DistinctBy(a => a.ModelHash))
        {
            if (arm.EndMinutes <= at)
                Wrong($"arm '{arm.Name}' ends before it could branch off", Text(at), "before " + Text(arm.EndMinutes));
            foreach (var problem in Branch.Problems(grown.Model, arm.Model, tick))
                Wrong(
                    $"arm '{arm.Name}' cannot go on from the trunk: {problem.Message}",
                    problem.Value,
                    problem.Expected
                );
        }
        return isWhole ? new Trunk(grown with { Name = TrunkText.Name, EndMinutes = at }) : null;

        void Wrong(string message, string value, string expected)
        {
            isWhole = false;
            report("branch.at", message, value.Length > 0 ? value : null, expected.Length > 0 ? expected : null);
        }
    }

    private static string Text(double minutes) =>
        string.Create(CultureInfo.InvariantCulture, $"{minutes:0.######} min");
}
