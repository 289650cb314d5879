// The front door of writing: a tissue as the files of a PhysiCell output folder.
using System.Globalization;
using System.Text;
using Milieu.Engine;

namespace Milieu.PhysiCell;

/// <summary>Files that PhysiCell's readers take, as PhysiCell 1.14.2 lays them out (docs/run-folder.md).</summary>
/// <remarks>All bytes follow from the model, the seed and the state: no clock, no machine.</remarks>
public sealed class PhysiCellOutput
{
    private readonly CompiledModel _model;
    private readonly Tissue _tissue;
    private readonly CellMatrix _matrix;
    private readonly SnapshotDocument _document;
    private readonly SubstratePlot? _plot;

    /// <param name="version">Of the program, as the files are to name it.</param>
    /// <param name="plot">What pictures show behind the cells; null for nothing.</param>
    public PhysiCellOutput(CompiledModel model, Tissue tissue, string version, SubstratePlot? plot = null)
    {
        (_model, _tissue, _plot) = (model, tissue, plot);
        _matrix = new CellMatrix(model, tissue);
        _document = new SnapshotDocument(model, _matrix.Blocks, version);
    }

    /// <summary>Stems of the snapshots before the first step and after the last.</summary>
    public static string Initial => "initial";

    public static string Final => "final";

    /// <summary>The stem of the snapshot of a number, counted from 0.</summary>
    public static string Numbered(long index) => SnapshotNames.Numbered("output", index);

    /// <summary>The stem of the picture of a number.</summary>
    public static string NumberedPicture(long index) => SnapshotNames.Numbered("snapshot", index);

    /// <summary>What a folder holds once, whatever is saved in it: mesh, legend, seed.</summary>
    public IReadOnlyList<OutputFile> Once(ulong seed) =>
        [
            new(SnapshotNames.Mesh, s => FieldMatrix.WriteMesh(s, _model.Grid)),
            new("legend.svg", s => SvgLegend.Write(s, _model)),
            new("random_seed.txt", s => s.Write(Encoding.ASCII.GetBytes(seed.ToString(CultureInfo.InvariantCulture)))),
        ];

    /// <summary>The state of this moment. The XML, by which readers find the others, is last.</summary>
    /// <param name="stem"><see cref="Initial"/>, <see cref="Final"/> or <see cref="Numbered"/>.</param>
    public IReadOnlyList<OutputFile> Snapshot(string stem, double minutes)
    {
        var names = new SnapshotNames(stem);
        var cells = _tissue.Cells;
        var rows = CellOrder.Of(cells);
        return
        [
            new(names.Densities, s => FieldMatrix.WriteDensities(s, _tissue, _model.Grid)),
            new(names.Cells, s => _matrix.Write(s, rows)),
            new(names.Neighbors, s => GraphText.Write(s, cells, rows, new NeighborGraph(_model, cells, rows).Find)),
            // The second kind of attachment exists only in projects with C++ code.
            new(names.Attached, s => GraphText.Write(s, cells, rows, (_, _) => { })),
            new(names.Springs, s => GraphText.Write(s, cells, rows, new SpringGraph(cells, _tissue.Links).Find)),
            new(names.Document, s => _document.Write(s, names, minutes)),
        ];
    }

    /// <summary>The cells at z = 0 as SVG.</summary>
    public OutputFile Picture(string stem, double minutes) =>
        new(stem + ".svg", s => new SvgSnapshot(_model, _tissue, _plot).Write(s, CellOrder.Of(_tissue.Cells), minutes));
}
