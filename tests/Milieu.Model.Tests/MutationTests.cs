// Models damaged on purpose.
namespace Milieu.Model.Tests;

public sealed class MutationTests
{
    private const string Noise = "{}[]:,'\"#-&*!|>%@\t\n 0x";

    public static TheoryData<string> Models => [.. Repository.WholeModels];

    [Theory(DisplayName = "A model with any one line deleted never throws: it loads, or says what is wrong")]
    [MemberData(nameof(Models))]
    public void DeletedLine(string model)
    {
        var lines = Repository.Text(model).Split('\n');
        for (var i = 0; i < lines.Length; i++)
            Loads(string.Join('\n', lines.Where((_, n) => n != i)));
    }

    [Theory(DisplayName = "A key misspelt in any line is an error that names the key or the hole it leaves")]
    [MemberData(nameof(Models))]
    public void MisspeltKey(string model)
    {
        var lines = Repository.Text(model).Split('\n');
        var keys = Enumerable.Range(0, lines.Length).Where(i => IsKey(lines[i])).ToList();
        var whole = CompiledModelText.Hash(Loads(string.Join('\n', lines)).Compiled!);
        Assert.True(keys.Count > 10);
        foreach (var i in keys)
        {
            var damaged = lines.ToArray();
            damaged[i] = damaged[i].Insert(damaged[i].IndexOf(':', StringComparison.Ordinal), "q");
            var loaded = Loads(string.Join('\n', damaged));
            // A name of the author's own choosing may be any; then it is another model.
            var isOther = loaded.Compiled is { } compiled && CompiledModelText.Hash(compiled) != whole;
            Assert.True(loaded.Diagnostics.Count > 0 || isOther, damaged[i]);
        }
    }

    [Theory(DisplayName = "A unit replaced in any line is an error at that line")]
    [MemberData(nameof(Models))]
    public void WrongUnit(string model)
    {
        var lines = Repository.Text(model).Split('\n');
        var count = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimStart().StartsWith('#'))
                continue;
            foreach (var unit in new[] { " um2/min", " um3", " um/min", " /min", " mmHg", " um" })
            {
                if (!lines[i].Contains(unit, StringComparison.Ordinal))
                    continue;
                var damaged = lines.ToArray();
                damaged[i] = damaged[i].Replace(unit, " kg", StringComparison.Ordinal);
                var loaded = Loads(string.Join('\n', damaged));
                Assert.Contains(loaded.Diagnostics, d => d.Severity == Severity.Error);
                count++;
                break;
            }
        }
        Assert.True(count > 3);
    }

    [Theory(DisplayName = "A model cut off at any place, or with one character replaced, never throws")]
    [MemberData(nameof(Models))]
    public void CutAndNoise(string model)
    {
        var text = Repository.Text(model);
        var random = new Random(7);
        for (var n = 0; n < 40; n++)
        {
            Loads(text[..random.Next(text.Length)]);
            var at = random.Next(text.Length);
            Loads(text[..at] + Noise[random.Next(Noise.Length)] + text[(at + 1)..]);
        }
    }

    private static LoadedModel Loads(string text)
    {
        var loaded = Given.Load(text);
        Assert.True(loaded.Compiled is not null || loaded.HasErrors);
        return loaded;
    }

    private static bool IsKey(string line)
    {
        var text = line.Trim();
        return text.Contains(':', StringComparison.Ordinal) && text[0] is not ('#' or '-');
    }
}
