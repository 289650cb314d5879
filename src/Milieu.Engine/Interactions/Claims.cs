// What cells want of each other in one step: written by Claim, judged by Settle, done by Merge.
namespace Milieu.Engine;

/// <summary>The kind of event that would change the rows of two cells; and what became of an attack.</summary>
[Flags]
internal enum Claim
{
    None = 0,
    Ingest = 1,
    Fuse = 2,

    /// <summary>The row's attack began in this step.</summary>
    AttackStarted = 4,

    /// <summary>The row's attack ended in this step.</summary>
    AttackEnded = 8,

    /// <summary>No event of this step that names the actor or the target is earlier.</summary>
    Won = 16,
}

/// <summary>The claims of a step, each in its actor's row.</summary>
internal sealed class Claims : IDisposable
{
    public Claims(CompiledModel model, Cells cells, int workers)
    {
        var b = model.Behaviors;
        var types = Enumerable.Range(0, b.Types).ToList();
        HasIngestion = CellLayout.CanHappen(
            model,
            [b.PhagocytoseApoptotic, b.PhagocytoseNecrotic, b.PhagocytoseOtherDead, .. types.Select(b.PhagocytoseLive)]
        );
        HasFusion = CellLayout.CanHappen(model, types.Select(b.Fuse));
        HasAttack = CellLayout.CanHappen(model, types.Select(b.Attack));
        if (HasAttack && model.Types.Any(t => t.Grip is { IsAlone: true }))
            Held = cells.Scratch<byte>("attacked");
        HasAttach = model.DynamicSprings && CellLayout.CanHappen(model, [b.AttachRate]);
        HasDetach = model.DynamicSprings && CellLayout.CanHappen(model, [b.DetachRate]);
        if (HasStructural || HasAttack)
            Marks = cells.Scratch<byte>("claim");
        if (HasStructural)
        {
            Time = cells.Scratch<double>("claim_time", Turn.Pairs);
            Target = cells.Scratch<int>("claim_target", Turn.Pairs);
        }
        Proposals = new Proposals(workers);
    }

    public bool HasIngestion { get; }

    public bool HasFusion { get; }

    public bool HasAttack { get; }

    public bool HasAttach { get; }

    public bool HasDetach { get; }

    /// <summary>Events that take one of two cells away.</summary>
    public bool HasStructural => HasIngestion || HasFusion;

    /// <summary>False when no cell of the model can ever want anything of another.</summary>
    public bool Any => HasStructural || HasAttack || HasAttach;

    /// <summary><see cref="Claim"/> of each row.</summary>
    public Column<byte>? Marks { get; }

    /// <summary>When in the step the row's structural event would happen, min.</summary>
    public Column<double>? Time { get; }

    /// <summary>The row that it would happen to, -1 for none.</summary>
    public Column<int>? Target { get; }

    /// <summary>1 for rows that somebody attacks as the step begins; null where nobody asks.</summary>
    public Column<byte>? Held { get; }

    public Proposals Proposals { get; }

    /// <summary>Structural claims by target, from Settle on.</summary>
    public TargetList Events { get; } = new();

    /// <summary>Attacks by target, from Settle on.</summary>
    public TargetList Attacks { get; } = new();

    /// <summary>Finds who is attacked, for those who leave them alone.</summary>
    public void FindHeld(Cells cells)
    {
        if (Held is null)
            return;
        Held.Clear(0, cells.Count);
        for (var row = 0; row < cells.Count; row++)
            if (cells.AttackTarget![row] is >= 0 and var target && cells.IsLive(row))
                Held[target] = 1;
    }

    public bool Is(int row, Claim mark) => (Marks![row] & (byte)mark) != 0;

    public void Mark(int row, Claim mark) => Marks![row] |= (byte)mark;

    public void Dispose()
    {
        Events.Dispose();
        Attacks.Dispose();
    }
}
