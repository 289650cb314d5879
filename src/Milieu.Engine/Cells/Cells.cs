// All cells, as columns in canonical order.
using System.Collections.Immutable;

namespace Milieu.Engine;

/// <summary>The rows of the tissue. A row is a cell until the next Sort; ids are for ever.</summary>
public sealed class Cells : IDisposable
{
    private readonly List<Column> _state = [];
    private readonly List<Column> _scratch = [];
    private readonly TurnMemory _turns = new();
    private readonly List<Column> _made = [];
    private readonly int[] _behaviorColumn;

    public Cells(CompiledModel model)
    {
        Layout = new CellLayout(model);
        var b = model.Behaviors;
        X = State<double>("x");
        Y = State<double>("y");
        Z = State<double>("z");
        PreviousVx = State<float>("previous_vx");
        PreviousVy = State<float>("previous_vy");
        PreviousVz = State<float>("previous_vz");
        Fluid = State<double>("fluid");
        NuclearFluid = State<double>("nuclear_fluid");
        NuclearSolid = State<double>("nuclear_solid");
        CytoplasmicSolid = State<double>("cytoplasmic_solid");
        NuclearSolidTarget = State<double>("nuclear_solid_target");
        RuptureVolume = State<double>("rupture_volume");
        Calcified = State<double>("calcified_fraction");
        Type = State<ushort>("type");
        VolumeType = State<ushort>("volume_type");
        Phase = State<byte>("phase");
        Flags = State<byte>("flags");
        PhaseTicks = State<int>("phase_ticks");
        Id = State<ulong>("id");
        Lineage = State<ulong>("lineage");
        Divisions = State<uint>("divisions");
        Radius = State<float>("radius");
        Pressure = State<float>("pressure");
        Bin = State<int>("bin");
        if (Layout.HasOrientation)
            (OrientationX, OrientationY, OrientationZ) = Triple("orientation");
        if (Layout.HasMotility)
            (MotilityX, MotilityY, MotilityZ) = Triple("motility");
        if (Layout.HasAttack)
        {
            Damage = State<double>("damage");
            DamageDelivered = State<double>("damage_delivered");
            AttackTime = State<double>("attack_time");
            AttackTarget = State<int>("attack_target");
        }
        if (Layout.HasFusion)
            Nuclei = State<int>("nuclei");
        if (Layout.HasLumen)
            LumenTicks = State<int>("lumen_ticks");
        _behaviorColumn = new int[b.Count];
        Array.Fill(_behaviorColumn, -1);
        var values = ImmutableArray.CreateBuilder<Column<double>>();
        foreach (var behavior in Layout.Written.Concat(Enumerable.Range(b.Custom(0), b.Customs)))
        {
            _behaviorColumn[behavior] = values.Count;
            values.Add(State<double>($"behavior_{behavior}"));
        }
        Values = values.ToImmutable();
        Internalized = [.. Layout.Internalized.Select(s => State<double>($"internalized_{s}"))];
        Contacts = [.. Layout.Contacts.Select(c => State<ushort>($"contact_{(int)c.Kind}_{c.Index}"))];
        Vx = Scratch<float>("vx");
        Vy = Scratch<float>("vy");
        Vz = Scratch<float>("vz");
        Fate = Scratch<byte>("fate");
    }

    public CellLayout Layout { get; }

    /// <summary>Rows in use, tombstones included.</summary>
    public int Count { get; private set; }

    public int Capacity { get; private set; }

    /// <summary>Columns that are state, in the fixed order of hashes and checkpoints.</summary>
    public IReadOnlyList<Column> StateColumns => _state;

    public Column<double> X { get; }
    public Column<double> Y { get; }
    public Column<double> Z { get; }
    public Column<float> PreviousVx { get; }
    public Column<float> PreviousVy { get; }
    public Column<float> PreviousVz { get; }

    /// <summary>Fluid of the whole cell, um3.</summary>
    public Column<double> Fluid { get; }
    public Column<double> NuclearFluid { get; }
    public Column<double> NuclearSolid { get; }
    public Column<double> CytoplasmicSolid { get; }
    public Column<double> NuclearSolidTarget { get; }
    public Column<double> RuptureVolume { get; }
    public Column<double> Calcified { get; }
    public Column<ushort> Type { get; }

    /// <summary>The type whose volume rates hold (kept through transformation).</summary>
    public Column<ushort> VolumeType { get; }

    /// <summary>Phase in the cycle, or in the death model once dead.</summary>
    public Column<byte> Phase { get; }

    /// <summary><see cref="CellFlags"/>.</summary>
    public Column<byte> Flags { get; }
    public Column<int> PhaseTicks { get; }
    public Column<ulong> Id { get; }
    public Column<ulong> Lineage { get; }
    public Column<uint> Divisions { get; }
    public Column<float> Radius { get; }
    public Column<float> Pressure { get; }

    /// <summary>Bin of the row at the last Sort: with the row order it fixes the order of every sum over neighbors.</summary>
    public Column<int> Bin { get; }
    public Column<float>? OrientationX { get; }
    public Column<float>? OrientationY { get; }
    public Column<float>? OrientationZ { get; }
    public Column<float>? MotilityX { get; }
    public Column<float>? MotilityY { get; }
    public Column<float>? MotilityZ { get; }
    public Column<double>? Damage { get; }
    public Column<double>? DamageDelivered { get; }

    /// <summary>How long this cell has been attacked, min.</summary>
    public Column<double>? AttackTime { get; }

    /// <summary>Row of the cell under attack by this one, -1 for none.</summary>
    public Column<int>? AttackTarget { get; }
    public Column<int>? Nuclei { get; }

    /// <summary>How long a closed piece of vessel has lain between open ends, ticks.</summary>
    public Column<int>? LumenTicks { get; }

    /// <summary>Behaviors that vary from cell to cell, custom variables last.</summary>
    public ImmutableArray<Column<double>> Values { get; }

    /// <summary>Amounts, in the order of <see cref="CellLayout.Internalized"/>.</summary>
    public ImmutableArray<Column<double>> Internalized { get; }

    /// <summary>Counts, in the order of <see cref="CellLayout.Contacts"/>.</summary>
    public ImmutableArray<Column<ushort>> Contacts { get; }

    public Column<float> Vx { get; }
    public Column<float> Vy { get; }
    public Column<float> Vz { get; }

    /// <summary><see cref="Engine.Fate"/>, written by Phenotype, consumed by Commit.</summary>
    public Column<byte> Fate { get; }

    /// <summary>The column that holds a behavior, or null where it is a constant of the type.</summary>
    public Column<double>? ColumnOf(int behavior) => _behaviorColumn[behavior] is >= 0 and var k ? Values[k] : null;

    /// <summary>The internalized amounts of a substrate, or null where they are not kept.</summary>
    public Column<double>? InternalizedOf(int substrate) =>
        Layout.Internalized.IndexOf(substrate) is >= 0 and var k ? Internalized[k] : null;

    /// <summary>Total volume, um3.</summary>
    public double Volume(int row) => Fluid[row] + NuclearSolid[row] + CytoplasmicSolid[row];

    public bool Is(int row, CellFlags flag) => (Flags[row] & (byte)flag) != 0;

    /// <summary>Alive: neither dead nor a tombstone.</summary>
    public bool IsLive(int row) => (Flags[row] & (byte)(CellFlags.Dead | CellFlags.Tombstone)) == 0;

    /// <summary>Makes room for rows and sets the count; new rows are zero.</summary>
    public void SetCount(int count)
    {
        if (count > Capacity)
        {
            Capacity = Math.Max(count, Capacity + (Capacity / 8) + 64);
            foreach (var column in _state)
                column.Reserve(Capacity, Count);
            foreach (var column in _scratch)
                column.Reserve(Capacity, Count);
            _turns.Reserve(Capacity);
        }
        if (count > Count)
        {
            foreach (var column in _state)
                column.Clear(Count, count);
            foreach (var column in _scratch)
                column.Clear(Count, count);
        }
        Count = count;
    }

    /// <summary>Bytes of native memory per row, state and scratch.</summary>
    public int BytesPerCell => _state.Sum(c => c.ElementSize) + ScratchBytesPerCell;

    /// <summary>Bytes of scratch per row; what parts of a step share counts once.</summary>
    public int ScratchBytesPerCell => _scratch.Sum(c => c.ElementSize) + _turns.BytesPerRow;

    /// <summary>How many scratch columns there are, shared ones included.</summary>
    internal int ScratchColumns => _made.Count;

    /// <summary>A scratch column that grows with the rows and is not state.</summary>
    public Column<T> Scratch<T>(string name)
        where T : unmanaged
    {
        var column = new Column<T>(name);
        column.Reserve(Capacity, 0);
        _scratch.Add(column);
        _made.Add(column);
        return column;
    }

    /// <summary>A scratch column in memory that others use when it is not this one's turn.</summary>
    public Column<T> Scratch<T>(string name, Turn turn)
        where T : unmanaged
    {
        var column = new Column<T>(name);
        _turns.Add(turn, column, Capacity);
        _made.Add(column);
        return column;
    }

    /// <summary>Gives back the scratch columns made after the first <paramref name="kept"/>.</summary>
    internal void DropScratch(int kept)
    {
        foreach (var column in _made.Skip(kept))
        {
            _scratch.Remove(column);
            _turns.Remove(column);
            column.Dispose();
        }
        _made.RemoveRange(kept, _made.Count - kept);
    }

    public void Dispose()
    {
        _turns.Dispose();
        foreach (var column in _state)
            column.Dispose();
        foreach (var column in _scratch)
            column.Dispose();
    }

    private Column<T> State<T>(string name)
        where T : unmanaged
    {
        var column = new Column<T>(name);
        _state.Add(column);
        return column;
    }

    private (Column<float>, Column<float>, Column<float>) Triple(string name) =>
        (State<float>(name + "_x"), State<float>(name + "_y"), State<float>(name + "_z"));
}
