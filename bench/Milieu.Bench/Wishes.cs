// What to measure, from the command line.
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Bench;

internal sealed record Wishes
{
    public List<string> Files { get; } = [];

    public int[] Threads { get; private set; } = [1, 2];

    /// <summary>Simulated minutes that are timed.</summary>
    public double Minutes { get; private set; } = 60;

    /// <summary>Simulated minutes before the timed stretch.</summary>
    public double From { get; private set; }

    public int Repeats { get; private set; } = 5;

    public KernelKind Kernel { get; private set; } = KernelKind.Vectorized;

    public static Wishes Parse(string[] arguments)
    {
        var wishes = new Wishes();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                wishes.Files.Add(arguments[i]);
                continue;
            }
            var value = i + 1 < arguments.Length ? arguments[++i] : "";
            switch (arguments[i - 1])
            {
                case "--threads":
                    wishes.Threads = [.. value.Split(',').Select(t => int.Parse(t, CultureInfo.InvariantCulture))];
                    break;
                case "--minutes":
                    wishes.Minutes = double.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--from":
                    wishes.From = double.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--repeats":
                    wishes.Repeats = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--kernel":
                    wishes.Kernel = Enum.Parse<KernelKind>(value, ignoreCase: true);
                    break;
                default:
                    throw new ArgumentException("unknown option " + arguments[i - 1], nameof(arguments));
            }
        }
        if (wishes.Files.Count == 0)
            wishes.Files.AddRange(["models/tumor-immune.yaml", "models/spheroid.yaml"]);
        return wishes;
    }
}
