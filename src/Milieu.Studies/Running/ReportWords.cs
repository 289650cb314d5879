// What a report says of its making, and the reports of many studies together.
using System.Globalization;
using Milieu.Runs;

namespace Milieu.Studies;

internal static class ReportWords
{
    /// <summary>The page over all studies of a call.</summary>
    public const string PageName = "report.html";

    /// <summary>The same as a table for documents.</summary>
    public const string TableName = "table.md";

    public static ReportOrigin Origin(string command) =>
        new(
            command,
            TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            FormattableString.Invariant($"{Environment.ProcessorCount} cores")
        );

    /// <summary>Writes what all studies say together, beside their folders.</summary>
    public static void WriteTogether(IReadOnlyList<StudyOutcome> studies, StudyWishes wishes)
    {
        var disk = new RunDisk();
        var origin = Origin(wishes.Command);
        var told = studies
            .Select(s => new ReportedStudy(
                s.File,
                s.Results,
                Path.GetFileName(s.Folder) + "/" + StudyFolder.ReportName
            ))
            .ToList();
        disk.WriteWhole(Path.Combine(wishes.Folder, PageName), StudiesReport.Html("Studies", told, origin));
        disk.WriteWhole(Path.Combine(wishes.Folder, TableName), StudiesReport.Markdown("Studies", told, origin));
    }
}
