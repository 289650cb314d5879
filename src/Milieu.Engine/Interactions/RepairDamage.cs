// Damage that a cell gathers by itself and mends.
namespace Milieu.Engine;

/// <summary>d(damage)/dt = g - k damage over one mechanics step, exactly: k and g keep their value within it.</summary>
/// <remarks>
/// damage(t + dt) = damage(t) e^(-k dt) + g (1 - e^(-k dt)) / k; g the damage rate, k the repair rate, per min. It comes
/// before the blows of the step, so that a rule never reads a blow that has had no time to fade (docs/science/hits.md).
/// PhysiCell mends once in a phenotype step, implicitly, and after the rules: <see cref="Conventions.ImplicitRepair"/>.
/// </remarks>
internal sealed class RepairDamage(StepContext context) : IRangeJob
{
    private readonly Cells _cells = context.Cells;
    private readonly double _dt = context.Model.Timing.MechanicsMinutes;
    private readonly BehaviorValues _gain = new(context.Model, context.Cells, context.Model.Behaviors.DamageRate);
    private readonly BehaviorValues _repair = new(context.Model, context.Cells, context.Model.Behaviors.RepairRate);

    /// <summary>False where no cell can ever mend or gather damage by itself.</summary>
    public static bool IsNeeded(StepContext context)
    {
        if (context.Cells.Damage is null || context.Model.Conventions.ImplicitRepair)
            return false;
        var b = context.Model.Behaviors;
        return Acts(context, b.DamageRate) || Acts(context, b.RepairRate);
    }

    public void Run(int begin, int end, int worker)
    {
        for (var row = begin; row < end; row++)
        {
            var (damage, gain) = (_cells.Damage![row], _gain.At(row));
            if ((damage == 0 && gain <= 0) || _cells.Is(row, CellFlags.Absent))
                continue;
            var k = _repair.At(row);
            var left = k > 0 ? ExactMath.Exp(-k * _dt) : 1;
            _cells.Damage[row] = (damage * left) + (gain * (k > 0 ? (1 - left) / k : _dt));
        }
    }

    private static bool Acts(StepContext context, int behavior) =>
        context.Cells.ColumnOf(behavior) is not null || context.Model.Types.Any(t => t.Constants[behavior] > 0);
}
