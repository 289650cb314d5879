// What the columns of a frame are called: the field's own words.
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Names of behaviors, contacts and amounts, as the rules of a model spell them.</summary>
internal sealed class ColumnNames
{
    private static readonly string[] Scalars =
    [
        "cycle entry",
        "exit from cycle phase 1",
        "exit from cycle phase 2",
        "exit from cycle phase 3",
        "exit from cycle phase 4",
        "exit from cycle phase 5",
        "apoptosis",
        "necrosis",
        "migration speed",
        "migration bias",
        "migration persistence time",
        "cell-cell adhesion",
        "cell-cell adhesion elastic constant",
        "relative maximum adhesion distance",
        "cell-cell repulsion",
        "cell-BM adhesion",
        "cell-BM repulsion",
        "phagocytose apoptotic cell",
        "phagocytose necrotic cell",
        "phagocytose other dead cell",
        "is_movable",
        "cell attachment rate",
        "cell detachment rate",
        "maximum number of cell attachments",
        "attack damage rate",
        "attack duration",
        "damage rate",
        "damage repair rate",
    ];

    private readonly string[] _behaviors;
    private readonly CompiledModel _model;

    public ColumnNames(CompiledModel model)
    {
        _model = model;
        var substrates = model.Substrates.Select(s => s.Name).ToArray();
        var types = model.Types.Select(t => t.Name).ToArray();
        string[] perSubstrate = ["{0} secretion", "{0} secretion target", "{0} uptake", "{0} export"];
        string[] perType =
        [
            "adhesive affinity to {0}",
            "phagocytose {0}",
            "attack {0}",
            "fuse to {0}",
            "transform to {0}",
            "asymmetric division to {0}",
            "immunogenicity to {0}",
        ];
        _behaviors =
        [
            .. perSubstrate.SelectMany(f => Each(f, substrates)),
            .. Each("chemotactic response to {0}", substrates),
            .. perType.SelectMany(f => Each(f, types)),
            .. Scalars,
            .. model.Customs.Select(c => c.Name),
        ];
    }

    public string Behavior(int index) => _behaviors[index];

    public string Internalized(int substrate) => "intracellular " + _model.Substrates[substrate].Name;

    public string Contact((SignalKind Kind, int Index) contact) =>
        contact.Kind switch
        {
            SignalKind.ContactType => "contact with " + _model.Types[contact.Index].Name,
            SignalKind.ContactLive => "contact with live cell",
            SignalKind.ContactDead => "contact with dead cell",
            SignalKind.ContactApoptotic => "contact with apoptotic cell",
            SignalKind.ContactNecrotic => "contact with necrotic cell",
            _ => "contact with other dead cell",
        };

    private static IEnumerable<string> Each(string format, string[] names) =>
        names.Select(n => format.Replace("{0}", n, StringComparison.Ordinal));
}
