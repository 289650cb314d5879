// The estimated errors of the field step, for people.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Cli;

internal static class FieldErrorTable
{
    public static readonly string[] Head = ["substrate", "error in a step", "error held", "after min", "units"];

    public static IEnumerable<string[]> Rows(ImmutableArray<FieldError> errors) =>
        errors.Select(e =>
            new[]
            {
                e.Substrate,
                Text($"{e.InStep:0.0e+0}"),
                Text($"{e.Held:0.0e+0}"),
                Text($"{e.HeldMinutes:0.####}{(e.IsSettled ? "" : " and growing")}"),
                e.Units,
            }
        );

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
