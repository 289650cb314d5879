// The tables that a converted model names: written beside it, or kept in it where they are small.
using System.Globalization;
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.PhysiCell;

/// <param name="model">The name of the model file; tables are named after it.</param>
/// <param name="files">Reads what the specification names.</param>
internal sealed class ConvertedTables(string model, IModelFiles files)
{
    private const int MostInline = 12;

    private readonly Dictionary<string, ConvertedFile> _written = new(StringComparer.Ordinal);

    public IEnumerable<ConvertedFile> Files => _written.Values;

    /// <summary>How the model names a file that it reads.</summary>
    /// <remarks>A table of cells begins with x,y,z,type; all others hold densities.</remarks>
    public string NameOf(string path)
    {
        if (_written.TryGetValue(path, out var known))
            return known.Name;
        if (!files.TryRead(path, out var text, out var problem))
            throw new InvalidOperationException($"cannot read {path} again: {problem}");
        var dot = model.LastIndexOf('.');
        var stem = (dot > 0 ? model[..dot] : model) + (IsCells(text) ? "-cells" : "-densities");
        var name = stem + ".csv";
        for (var i = 2; _written.Values.Any(f => f.Name == name); i++)
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}.csv");
        _written[path] = new ConvertedFile(name, text);
        return name;
    }

    /// <summary>Says a few cells of one type, at places alone, in the model itself.</summary>
    public void Inline(PlacementSpec placement, CompiledModel compiled)
    {
        if (placement.File is not { } path || placement.Cells is not null || !files.TryRead(path, out var text, out _))
            return;
        var rows = CsvLine.Of(text).Take(MostInline + 2).Select(l => CsvLine.Split(l.Text, ',')).ToList();
        var cells = rows.Skip(1).ToList();
        var isPlain = rows[0].Count == 4 && cells.Count is > 0 and <= MostInline && cells.TrueForAll(c => c.Count == 4);
        if (!isPlain || cells.Select(c => c[3].Text).Distinct().Count() > 1)
            return;
        placement.File = null;
        placement.Cells = cells[0][3].Text;
        foreach (var cell in cells)
            placement.Points.Add([.. Coordinates(cell, compiled.Grid.Is2D)]);
    }

    private static IEnumerable<Quantity> Coordinates(List<CsvField> cell, bool is2D)
    {
        var numbers = cell.Take(3)
            .Select(f => double.Parse(f.Text, NumberStyles.Float, CultureInfo.InvariantCulture))
            .ToList();
        // In 2-D the height is said where it is not that of the plane.
        return numbers.Take(is2D && numbers[2] == 0 ? 2 : 3).Select(Quantity.Plain);
    }

    private static bool IsCells(string text) =>
        CsvLine.Of(text).Select(l => CsvLine.Split(l.Text, ',')).FirstOrDefault() is [_, _, _, { Text: "type" }, ..];
}
