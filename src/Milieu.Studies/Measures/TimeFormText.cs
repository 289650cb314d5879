// Reads the forms about tracks and counted events.
using Milieu.Engine;
using Milieu.Model;

namespace Milieu.Studies;

/// <summary>Speed, displacement, straightness, forward index; events since the start.</summary>
internal sealed class TimeFormText(MeasureCursor cursor, GroupText groups, FormText forms)
{
    private static readonly (string Word, EventKind Kind)[] Events =
    [
        ("births", EventKind.Birth),
        ("deaths", EventKind.Death),
        ("removals", EventKind.Removal),
        ("arrivals", EventKind.Arrival),
        ("transformations", EventKind.Transformation),
        ("attacks", EventKind.Attack),
        ("ingestions", EventKind.Ingestion),
        ("fusions", EventKind.Fusion),
    ];

    private static readonly (string Word, TypeEvent Kind)[] OfTypes =
    [
        ("deaths of", TypeEvent.Died),
        ("kills of", TypeEvent.Killed),
        ("entries of", TypeEvent.Entered),
        ("exits of", TypeEvent.Left),
    ];

    public MeasureForm? Read()
    {
        if (cursor.Take("speed of"))
            return Track(TrackKind.Speed, Unit.Micron / Unit.Minute);
        if (cursor.Take("displacement of"))
            return Track(TrackKind.Displacement, Unit.Micron);
        if (cursor.Take("straightness of"))
            return Track(TrackKind.Straightness, Unit.One);
        if (cursor.Take("forward index of"))
            return Track(TrackKind.Forward, Unit.One);
        if (cursor.Take("amount of"))
            return Amount();
        foreach (var (word, kind) in OfTypes)
            if (cursor.Take(word))
                return new TypeEventForm(kind, groups.Choice());
        foreach (var (word, kind) in Events)
            if (cursor.Take(word))
                return new EventForm(kind);
        return cursor.Take("time") ? new ClockForm() : null;
    }

    private AmountForm Amount()
    {
        var species = groups.Names.Species;
        var name = cursor.TakeOne(species.Select(s => s.Name));
        var found = species.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return found is null
            ? throw cursor.Unknown("a species of the body", species.Select(s => s.Name))
            : new AmountForm(found.Name, found.Unit);
    }

    private TrackForm Track(TrackKind kind, Unit unit)
    {
        var group = forms.Group();
        var (axis, sign) = (0, 1);
        if (kind == TrackKind.Forward)
        {
            cursor.Need("along", "along x, y or z");
            sign = cursor.Take("-") ? -1 : 1;
            axis = Array.IndexOf(
                ["x", "y", "z"],
                cursor.TakeOne(["x", "y", "z"]) ?? throw cursor.Unknown("x, y or z", [])
            );
        }
        var window = 30.0;
        if (cursor.Take("over"))
            window = cursor.Quantity(Unit.Minute, "a time, such as 30 min");
        var step = cursor.Take("every") ? cursor.Quantity(Unit.Minute, "a time, such as 1 min") : 1;
        if (!(window > 0 && step > 0 && step <= window))
            throw new MeasureException(
                "the window must hold at least one step",
                cursor.Text,
                "over 30 min every 1 min",
                null
            );
        return new TrackForm(group, new TrackWish(group.Choice, window, step), kind, axis, sign, unit);
    }
}
