// The numbers behind names, of a cell or of a place, at one moment.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Finds what reads a name; names that the model lacks are not a number.</summary>
internal sealed class ValueReaders(TissueMoment moment, NestLaw? nest)
{
    private readonly Vocabulary _words = moment.Find("words", () => Vocabulary.Of(moment.Model));

    /// <summary>The value of a formula at a row.</summary>
    public Func<int, double> OfCells(NamedFormula formula)
    {
        var inputs = new double[formula.Formula.Inputs];
        var readers = formula.Used.Select(u => (u.Input, Read: OfCell(u.Value))).ToArray();
        if (readers.Length == 1 && formula.Formula.Steps.Length == 1)
            return readers[0].Read;
        return row =>
        {
            foreach (var (input, read) in readers)
                inputs[input] = read(row);
            return formula.Formula.Evaluate(inputs);
        };
    }

    /// <summary>The value of a formula at a place.</summary>
    public Func<double, double, double, double> OfPlaces(NamedFormula formula)
    {
        var inputs = new double[formula.Formula.Inputs];
        var readers = formula.Used.Select(u => (u.Input, Read: OfPlace(u.Value))).ToArray();
        if (readers.Length == 1 && formula.Formula.Steps.Length == 1)
            return readers[0].Read;
        return (x, y, z) =>
        {
            foreach (var (input, read) in readers)
                inputs[input] = read(x, y, z);
            return formula.Formula.Evaluate(inputs);
        };
    }

    private Func<int, double> OfCell(NamedValue value)
    {
        var cells = moment.Cells;
        switch (value.Source)
        {
            case ValueSource.Radius:
                return row => cells.Radius[row];
            case ValueSource.Divisions:
                return row => cells.Divisions[row];
            case ValueSource.Speed:
                return row =>
                    Math.Sqrt(
                        ((double)cells.PreviousVx[row] * cells.PreviousVx[row])
                            + ((double)cells.PreviousVy[row] * cells.PreviousVy[row])
                            + ((double)cells.PreviousVz[row] * cells.PreviousVz[row])
                    );
            case ValueSource.Signal:
                return Signal(value.Own);
            case ValueSource.Behavior:
                if (_words.Behavior(value.Own) is not { } behavior)
                    return _ => double.NaN;
                var reader = moment.Find("behaviors", () => new BehaviorReader(moment.Model, cells));
                return row => reader[row, behavior.Index];
            default:
                var place = OfPlace(value);
                return row => place(cells.X[row], cells.Y[row], cells.Z[row]);
        }
    }

    private Func<double, double, double, double> OfPlace(NamedValue value)
    {
        switch (value.Source)
        {
            case ValueSource.X:
                return (x, _, _) => x;
            case ValueSource.Y:
                return (_, y, _) => y;
            case ValueSource.Z:
                return (_, _, z) => z;
            case ValueSource.Depth when nest is not null:
                return NestMap.Of(moment, nest).Depth;
            case ValueSource.TumorFraction when nest is not null:
                return NestMap.Of(moment, nest).Fraction;
            default:
                var tissue = moment.Simulation.Tissue;
                if (tissue.VoxelState.FirstOrDefault(f => f.Substrate.Name == value.Own) is not { } field)
                    return (_, _, _) => double.NaN;
                return (x, y, z) => field[field.OffsetAt(x, y, z)];
        }
    }

    private Func<int, double> Signal(string name)
    {
        if (_words.Signal(name) is not { } word || !HasColumns(word))
            return _ => double.NaN;
        var cells = moment.Cells;
        switch (word.Kind)
        {
            // What no cell can do is not counted, and is nothing.
            case SignalKind.Damage or SignalKind.DamageDelivered or SignalKind.AttackTime when cells.Damage is null:
            case SignalKind.Attacking when cells.AttackTarget is null:
                return _ => 0;
            case SignalKind.Formula or SignalKind.Touch:
                moment.Find("sensed", Sensed);
                return moment.Simulation.SignalOf(word.Kind, word.Index);
            default:
                return moment.Simulation.SignalOf(word.Kind, word.Index);
        }
    }

    private Simulation Sensed()
    {
        moment.Simulation.Sense();
        return moment.Simulation;
    }

    /// <summary>Contacts are counted, and amounts inside cells kept, only where a rule reads them.</summary>
    private bool HasColumns(SignalWord word)
    {
        var layout = moment.Cells.Layout;
        if (word.Kind is >= SignalKind.ContactType and <= SignalKind.ContactOtherDead)
            return layout.Contacts.Contains((word.Kind, word.Kind == SignalKind.ContactType ? word.Index : 0));
        return word.Kind != SignalKind.Internalized || layout.Internalized.Contains(word.Index);
    }
}
