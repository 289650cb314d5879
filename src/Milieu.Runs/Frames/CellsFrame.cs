// The cells of a moment, as AnnData keeps them.
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Writes cells.zarr: obs (one row per cell), obsm/spatial (um), uns (time and names), no X.</summary>
/// <remarks>AnnData on-disk format 0.1.0: https://anndata.readthedocs.io/en/0.8.0/fileformat-prose.html.</remarks>
internal sealed class CellsFrame
{
    private static readonly ImmutableArray<string> States = ["live", "apoptotic", "necrotic", "other dead"];
    private readonly CompiledModel _model;
    private readonly Cells _cells;
    private readonly CellStates _states;
    private readonly int[] _rows;
    private readonly List<string> _columns = [];
    private readonly ZarrGroup _root;
    private readonly ZarrGroup _obs;

    private CellsFrame(RunDisk disk, string path, CompiledModel model, Cells cells)
    {
        (_model, _cells) = (model, cells);
        _states = new CellStates(model, cells);
        // By id: readers find the same cell at the same place in neighboring frames as long as nothing is removed.
        _rows =
        [
            .. Enumerable.Range(0, cells.Count).Where(r => !cells.Is(r, CellFlags.Tombstone)).OrderBy(r => cells.Id[r]),
        ];
        _root = new ZarrGroup(disk, path, Encoding("anndata", "0.1.0"));
        AddColumns();
        var attributes = Encoding("dataframe", "0.2.0");
        attributes["_index"] = "_index";
        attributes["column-order"] = new JsonArray([.. _columns.Select(c => JsonValue.Create(c))]);
        _obs = _root.Group("obs", attributes);
    }

    private delegate void Writing(CellsFrame frame, string name);

    private List<Writing> Writers { get; } = [];

    public static void Write(RunDisk disk, string path, CompiledModel model, Tissue tissue, double minutes)
    {
        var frame = new CellsFrame(disk, path, model, tissue.Cells);
        for (var c = 0; c < frame._columns.Count; c++)
            frame.Writers[c](frame, frame._columns[c]);
        frame.WriteRest(tissue.Tick, minutes);
    }

    private void AddColumns()
    {
        var cells = _cells;
        Add("type", (f, n) => f.Categories(n, [.. f._model.Types.Select(t => t.Name)], r => cells.Type[r]));
        Add("state", (f, n) => f.Categories(n, States, r => (int)f._states.Of(r)));
        AddPhase();
        AddColumn("lineage", cells.Lineage);
        AddColumn("divisions", cells.Divisions);
        Add("volume", (f, n) => f.Numbers(n, cells.Volume));
        AddColumn("radius", cells.Radius);
        AddColumn("pressure", cells.Pressure);
        var minutes = _model.Timing.TickMinutes;
        Add("phase_minutes", (f, n) => f.Numbers(n, r => cells.PhaseTicks[r] * minutes));
        AddColumn("calcified_fraction", cells.Calcified);
        AddColumn("damage", cells.Damage);
        AddColumn("damage_delivered", cells.DamageDelivered);
        AddColumn("attack_time", cells.AttackTime);
        if (cells.AttackTarget is { } target)
            Add("attack_target", (f, n) => f.Numbers(n, r => target[r] < 0 ? -1L : (long)cells.Id[target[r]]));
        AddColumn("nuclei", cells.Nuclei);
        var names = new ColumnNames(_model);
        for (var b = 0; b < _model.Behaviors.Count; b++)
            AddColumn(names.Behavior(b), cells.ColumnOf(b));
        for (var s = 0; s < cells.Internalized.Length; s++)
            AddColumn(names.Internalized(cells.Layout.Internalized[s]), cells.Internalized[s]);
        for (var c = 0; c < cells.Contacts.Length; c++)
            AddColumn(names.Contact(cells.Layout.Contacts[c]), cells.Contacts[c]);
    }

    // A slash would make a folder of a name; a variable may have the name of a column that is already there.
    private void Add(string name, Writing write)
    {
        var safe = name.Replace('/', '_');
        _columns.Add(_columns.Contains(safe, StringComparer.OrdinalIgnoreCase) ? "custom " + safe : safe);
        Writers.Add(write);
    }

    private void AddColumn<T>(string name, Column<T>? column)
        where T : unmanaged
    {
        if (column is not null)
            Add(name, (f, n) => f.Numbers(n, r => column[r]));
    }

    private void AddPhase()
    {
        var graphs = _model.Types.SelectMany(t => t.Deaths.Select(d => d.Graph).Prepend(t.Cycle));
        ImmutableArray<string> names = [.. graphs.SelectMany(g => g.Phases).Select(p => p.Name).Distinct()];
        var codes = names.Select((n, k) => (n, k)).ToDictionary(p => p.n, p => p.k, StringComparer.Ordinal);
        Add("phase", (f, n) => f.Categories(n, names, r => codes[f.PhaseName(r)]));
    }

    private string PhaseName(int row)
    {
        var type = _model.Types[_cells.Type[row]];
        var graph = _cells.Is(row, CellFlags.Dead)
            ? type.Deaths[_cells.Is(row, CellFlags.Necrosis) ? 1 : 0].Graph
            : type.Cycle;
        return graph.Phases[_cells.Phase[row]].Name;
    }

    private void Numbers<T>(string name, Func<int, T> value)
        where T : unmanaged
    {
        var values = new T[_rows.Length];
        for (var k = 0; k < values.Length; k++)
            values[k] = value(_rows[k]);
        _obs.Rows<T>(name, values, Encoding("array", "0.2.0"));
    }

    private void Categories(string name, ImmutableArray<string> categories, Func<int, int> code)
    {
        var attributes = Encoding("categorical", "0.2.0");
        attributes["ordered"] = false;
        var group = _obs.Group(name, attributes);
        if (categories.Length <= sbyte.MaxValue)
            group.Rows<sbyte>("codes", [.. _rows.Select(r => (sbyte)code(r))], Encoding("array", "0.2.0"));
        else
            group.Rows<short>("codes", [.. _rows.Select(r => (short)code(r))], Encoding("array", "0.2.0"));
        group.Strings("categories", categories, Encoding("string-array", "0.2.0"));
    }

    private void WriteRest(long tick, double minutes)
    {
        var strings = Encoding("string-array", "0.2.0");
        string[] ids = [.. _rows.Select(r => _cells.Id[r].ToString(CultureInfo.InvariantCulture))];
        _obs.Strings("_index", ids, strings);
        var empty = Encoding("dataframe", "0.2.0");
        empty["_index"] = "_index";
        empty["column-order"] = new JsonArray();
        _root.Group("var", empty).Strings("_index", [], Encoding("string-array", "0.2.0"));
        var axes = _model.Grid.Axes;
        var spatial = new double[_rows.Length * axes];
        for (var k = 0; k < _rows.Length; k++)
        {
            spatial[k * axes] = _cells.X[_rows[k]];
            spatial[(k * axes) + 1] = _cells.Y[_rows[k]];
            if (axes == 3)
                spatial[(k * axes) + 2] = _cells.Z[_rows[k]];
        }
        var obsm = _root.Group("obsm", Encoding("dict", "0.1.0"));
        obsm.Rows<double>("spatial", spatial, Encoding("array", "0.2.0"), axes);
        foreach (var name in (string[])["layers", "obsp", "varm", "varp"])
            _root.Group(name, Encoding("dict", "0.1.0"));
        var uns = _root.Group("uns", Encoding("dict", "0.1.0"));
        uns.Scalar("minutes", minutes, Encoding("numeric-scalar", "0.2.0"));
        uns.Scalar("tick", tick, Encoding("numeric-scalar", "0.2.0"));
    }

    private static JsonObject Encoding(string type, string version) =>
        new() { ["encoding-type"] = type, ["encoding-version"] = version };
}
