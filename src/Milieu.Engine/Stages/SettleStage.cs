// What each row accepts, and the damage it takes.
namespace Milieu.Engine;

/// <summary>Judges the step's claims, lets damage fade, and lets attacks do theirs.</summary>
public sealed class SettleStage(StepContext context) : IStage
{
    private readonly JudgeEvents? _judge = context.Claims.HasStructural
        ? new JudgeEvents(context.Cells, context.Claims)
        : null;

    private readonly RepairDamage? _repair = RepairDamage.IsNeeded(context) ? new RepairDamage(context) : null;

    private readonly StrikeTargets? _strike = context.Claims.HasAttack ? new StrikeTargets(context) : null;

    public void Run()
    {
        var claims = context.Claims;
        if (_judge is not null)
        {
            claims.Events.Gather(claims.Target!, context.Cells.Count);
            context.Pool.Run(_judge, claims.Events.Count);
        }
        if (_repair is not null)
            context.Pool.Run(_repair, context.Cells.Count);
        if (_strike is not null)
        {
            claims.Attacks.Gather(context.Cells.AttackTarget!, context.Cells.Count);
            context.Pool.Run(_strike, claims.Attacks.Count);
        }
    }
}
