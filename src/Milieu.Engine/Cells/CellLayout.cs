// Which optional columns a model needs.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>The columns beyond the base set, derived from the compiled model alone.</summary>
public sealed class CellLayout
{
    public CellLayout(CompiledModel model)
    {
        var b = model.Behaviors;
        HasOrientation = !model.Grid.Is2D;
        HasLumen = model.Vessels is { Lumen: >= 0 };
        HasMotility = model.Types.Any(t => t.IsMotile);
        HasLeaving = CanHappen(model, [b.Leave]);
        HasDoors = CanHappen(model, Enumerable.Range(0, b.Types).Select(b.Extravasate));
        HasFusion = CanHappen(model, Enumerable.Range(0, b.Types).Select(b.Fuse));
        var read = model.SignalsRead().ToHashSet();
        var used = read.Select(t => t.Kind).ToHashSet();
        HasAttack =
            CanHappen(model, Enumerable.Range(0, b.Types).Select(b.Attack).Append(b.DamageRate))
            || used.Overlaps([
                SignalKind.Damage,
                SignalKind.DamageDelivered,
                SignalKind.Attacking,
                SignalKind.AttackTime,
            ]);
        Internalized = [.. Enumerable.Range(0, b.Substrates).Where(s => model.Substrates[s].TracksInternalized)];
        Written = [.. WrittenBehaviors(model).Where(i => i >= 0 && i < b.Custom(0)).Distinct().Order()];
        Contacts =
        [
            .. read.Where(t => t.Kind is >= SignalKind.ContactType and <= SignalKind.ContactOtherDead)
                .Select(t => (t.Kind, t.Kind == SignalKind.ContactType ? t.Index : 0))
                .Distinct()
                .Order(),
        ];
    }

    /// <summary>3-D domains give each cell an axis of division.</summary>
    public bool HasOrientation { get; }

    public bool HasMotility { get; }

    /// <summary>Damage, attack target, damage delivered and attack time exist.</summary>
    public bool HasAttack { get; }

    public bool HasFusion { get; }

    /// <summary>Vessels open and close.</summary>
    public bool HasLumen { get; }

    /// <summary>Some cell may leave for the lymph.</summary>
    public bool HasLeaving { get; }

    /// <summary>Some cell may let others into the tissue.</summary>
    public bool HasDoors { get; }

    /// <summary>Substrates whose internalized amount is kept.</summary>
    public ImmutableArray<int> Internalized { get; }

    /// <summary>Behaviors (other than custom variables) that some rule, CSV or distribution writes.</summary>
    public ImmutableArray<int> Written { get; }

    /// <summary>Contact counts that some rule reads.</summary>
    public ImmutableArray<(SignalKind Kind, int Index)> Contacts { get; }

    /// <summary>True when any type has, or any rule or draw can give it, a value above zero for one of these behaviors.</summary>
    public static bool CanHappen(CompiledModel model, IEnumerable<int> behaviors)
    {
        var set = behaviors.ToHashSet();
        return model.Types.Any(t => set.Any(i => t.Constants[i] > 0)) || WrittenBehaviors(model).Any(set.Contains);
    }

    private static IEnumerable<int> WrittenBehaviors(CompiledModel model) =>
        model
            .Types.SelectMany(t => t.Rules.Select(r => r.Behavior).Concat(t.Distributions.Select(d => d.Behavior)))
            .Concat(model.Placements.SelectMany(p => p.Values.Select(v => v.Behavior)));
}
