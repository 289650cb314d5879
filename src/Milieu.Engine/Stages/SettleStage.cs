// What each row accepts, and the damage it takes.
namespace Milieu.Engine;

/// <summary>Judges the step's claims and lets attacks do their damage.</summary>
public sealed class SettleStage(StepContext context) : IStage
{
    private readonly JudgeEvents? _judge = context.Claims.HasStructural
        ? new JudgeEvents(context.Cells, context.Claims)
        : null;

    private readonly StrikeTargets? _strike = context.Claims.HasAttack ? new StrikeTargets(context) : null;

    public void Run()
    {
        var claims = context.Claims;
        if (_judge is not null)
        {
            claims.Events.Gather(claims.Target!, context.Cells.Count);
            context.Pool.Run(_judge, claims.Events.Count);
        }
        if (_strike is not null)
        {
            claims.Attacks.Gather(context.Cells.AttackTarget!, context.Cells.Count);
            context.Pool.Run(_strike, claims.Attacks.Count);
        }
    }
}
