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
                if (
                    moment.Simulation.Tissue.Fields.FindIndex(f => f.Substrate.Name == value.Own)
                    is not (>= 0 and var s)
                )
                    return (_, _, _) => double.NaN;
                var field = moment.Simulation.Tissue.Fields[s];
                return (x, y, z) => field[field.OffsetAt(x, y, z)];
        }
    }

    private Func<int, double> Signal(string name)
    {
        if (_words.Signal(name) is not { } word)
            return _ => double.NaN;
        var (cells, tissue, minutes) = (moment.Cells, moment.Simulation.Tissue, moment.Minutes);
        switch (word.Kind)
        {
            case SignalKind.Substrate:
                var field = tissue.Fields[word.Index];
                return row => field[field.OffsetAt(cells.X[row], cells.Y[row], cells.Z[row])];
            case SignalKind.Gradient:
                return row => Slope(tissue.Fields[word.Index], cells, row);
            case SignalKind.Internalized when cells.InternalizedOf(word.Index) is { } amounts:
                return row => amounts[row] / cells.Volume(row);
            case SignalKind.Pressure:
                return row => cells.Pressure[row];
            case SignalKind.Volume:
                return cells.Volume;
            case SignalKind.Custom:
                var custom = cells.ColumnOf(moment.Model.Behaviors.Custom(word.Index))!;
                return row => custom[row];
            case SignalKind.Damage or SignalKind.DamageDelivered or SignalKind.AttackTime:
                return Attack(word.Kind);
            case SignalKind.Attacking when cells.AttackTarget is { } target:
                return row => target[row] >= 0 ? 1 : 0;
            case SignalKind.Dead:
                return row => cells.Is(row, CellFlags.Dead) ? 1 : 0;
            case SignalKind.Apoptotic or SignalKind.Necrotic:
                var life = word.Kind == SignalKind.Apoptotic ? LifeChoice.Apoptotic : LifeChoice.Necrotic;
                return row => moment.IsOf(row, life) ? 1 : 0;
            case SignalKind.Time:
                return _ => minutes;
            default:
                return Counted(word);
        }
    }

    private Func<int, double> Attack(SignalKind kind)
    {
        var column = kind switch
        {
            SignalKind.Damage => moment.Cells.Damage,
            SignalKind.DamageDelivered => moment.Cells.DamageDelivered,
            _ => moment.Cells.AttackTime,
        };
        return column is null ? _ => 0 : row => column[row];
    }

    /// <summary>Contacts are counted only where a rule reads them.</summary>
    private Func<int, double> Counted(SignalWord word)
    {
        var index = word.Kind == SignalKind.ContactType ? word.Index : 0;
        var at = moment.Cells.Layout.Contacts.IndexOf((word.Kind, index));
        if (at < 0)
            return _ => double.NaN;
        var counts = moment.Cells.Contacts[at];
        return row => counts[row];
    }

    private static double Slope(Field field, Cells cells, int row)
    {
        var (x, y, z) = FieldGradient.At(field, cells.X[row], cells.Y[row], cells.Z[row]);
        return Math.Sqrt((x * x) + (y * y) + (z * z));
    }
}
