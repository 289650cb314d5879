// The cells of a trunk in the columns of an arm.
namespace Milieu.Engine;

/// <summary>Copies what both have, number by number; what only the arm has starts as its types say.</summary>
internal sealed class BranchedCells(CompiledModel trunk, Cells from, CompiledModel arm, Cells to, BranchNames names)
{
    public void Copy()
    {
        var rows = from.Count;
        to.SetCount(rows);
        var known = from.StateColumns.Where(c => !IsNumbered(c)).ToDictionary(c => c.Name);
        foreach (var column in to.StateColumns.Where(c => !IsNumbered(c)))
            if (known.TryGetValue(column.Name, out var old))
                old.Bytes(rows).CopyTo(column.Bytes(rows));
        Rename(to.Type, rows);
        Rename(to.VolumeType, rows);
        if (from.AttackTarget is null)
            to.AttackTarget?.Span(rows).Fill(-1);
        if (from.Nuclei is null)
            to.Nuclei?.Span(rows).Fill(1);
        for (var s = 0; s < trunk.Substrates.Length; s++)
            if (from.InternalizedOf(s) is { } old && to.InternalizedOf(names.Substrates[s]) is { } now)
                old.Span(rows).CopyTo(now.Span(rows));
        Contacts(rows);
        for (var behavior = 0; behavior < arm.Behaviors.Count; behavior++)
            if (to.ColumnOf(behavior) is { } column)
                Behavior(behavior, column, rows);
    }

    /// <summary>The contacts that only the arm counts.</summary>
    public IEnumerable<Column<ushort>> NewContacts() =>
        to.Contacts.Where((_, k) => !from.Layout.Contacts.Any(c => InArm(c) == to.Layout.Contacts[k]));

    /// <summary>
    /// What differs from cell to cell stays as it is. What a cell has as its type's own in the trunk becomes its type's own in the
    /// arm, so that an arm may change it.
    /// </summary>
    private void Behavior(int behavior, Column<double> column, int rows)
    {
        var before = names.Behaviors.IndexOf(behavior);
        var old = before < 0 ? null : from.ColumnOf(before);
        for (var row = 0; row < rows; row++)
        {
            var own = arm.Types[to.Type[row]].Constants[behavior];
            column[row] =
                old is null || old[row].Equals(trunk.Types[from.Type[row]].Constants[before]) ? own : old[row];
        }
    }

    /// <summary>Draws for every cell what the arm's types distribute and the trunk's do not.</summary>
    /// <param name="tick">Of the branching: the draws are those of that moment.</param>
    public void Draw(Chance chance, uint tick)
    {
        for (var row = 0; row < to.Count; row++)
        {
            var (now, before) = (arm.Types[to.Type[row]], trunk.Types[from.Type[row]]);
            for (var k = 0; k < now.Distributions.Length; k++)
            {
                var drawn = now.Distributions[k];
                if (
                    drawn.Behavior < 0
                    || before.Distributions.Any(d => d.Behavior >= 0 && names.Behaviors[d.Behavior] == drawn.Behavior)
                )
                    continue;
                var column = to.ColumnOf(drawn.Behavior)!;
                if (column[row].Equals(now.Constants[drawn.Behavior]))
                    column[row] = InitialDraws.Draw(drawn, chance, Chance.Mix(to.Lineage[row], (ulong)k), tick);
            }
        }
    }

    private void Rename(Column<ushort> types, int rows)
    {
        for (var row = 0; row < rows; row++)
            types[row] = (ushort)names.Types[types[row]];
    }

    private void Contacts(int rows)
    {
        for (var k = 0; k < from.Contacts.Length; k++)
            if (to.Layout.Contacts.IndexOf(InArm(from.Layout.Contacts[k])) is >= 0 and var now)
                from.Contacts[k].Span(rows).CopyTo(to.Contacts[now].Span(rows));
    }

    private (SignalKind, int) InArm((SignalKind Kind, int Index) contact) =>
        contact.Kind == SignalKind.ContactType ? (contact.Kind, names.Types[contact.Index]) : contact;

    /// <summary>Named after the number of a behavior, a substrate or a type, which differs from model to model.</summary>
    private static bool IsNumbered(Column column) =>
        column.Name.StartsWith("behavior_", StringComparison.Ordinal)
        || column.Name.StartsWith("internalized_", StringComparison.Ordinal)
        || column.Name.StartsWith("contact_", StringComparison.Ordinal);
}
