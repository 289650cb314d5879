// Hits, leaving and doors, as text.
namespace Milieu.Model.Tests;

public sealed class DoorsTextTests
{
    [Fact(
        DisplayName = "hits, leave to lymph, extravasate and the crowding limit arrive as numbers, in minutes, at the types that say them"
    )]
    public void Arrive()
    {
        var model = Given.With(
            "cells.T cell.attack.damage=hits",
            "cells.T cell.leave to lymph=6 /h",
            "cells.tumor.extravasate.T cell=0.005 /min",
            "crowding limit=0.8"
        );
        var b = model.Behaviors;
        Assert.Equal([false, true], model.Types.Select(t => t.StrikesByHits));
        Assert.Equal([0, 0.1], model.Types.Select(t => t.Constants[b.Leave]));
        Assert.Equal([0.005, 0], model.Types.Select(t => t.Constants[b.Extravasate(1)]));
        Assert.Equal(0.8, model.CrowdingLimit);
        Assert.Null(Given.With().CrowdingLimit);
    }

    [Fact(DisplayName = "Rules raise leaving and entry, and a type that only enters by doors is present")]
    public void RulesMoveThem()
    {
        var loaded = Given.Load(
            Given
                .Rules(
                    "drug increases extravasate T cell to 0.01 /min, half-max 1 nM, hill 1",
                    "pressure increases leave to lymph to 0.1 /min, half-max 1, hill 2",
                    "contact with T cell increases apoptosis to 1 /min, half-max 1, hill 2"
                )
                .Replace("  b: {cells: T cell, disc: 50 um, count: 10}\n", "", StringComparison.Ordinal)
        );
        var model = Given.Whole(loaded);
        Assert.Empty(Given.Texts(loaded));
        Assert.Equal(
            [model.Behaviors.Extravasate(1), model.Behaviors.Leave, model.Behaviors.Death(0)],
            model.Types[0].Rules.Select(r => r.Behavior)
        );
    }

    [Theory(DisplayName = "Wrong values are named where they stand")]
    [InlineData("cells.T cell.attack.damage=hit", "unknown damage", "did you mean 'hits'")]
    [InlineData("cells.T cell.leave to lymph=1 um", "a length cannot stand here", "/min")]
    [InlineData("cells.T cell.leave to lymph=-1 /h", "cannot be negative", "-1")]
    [InlineData("cells.tumor.extravasate.T sell=1 /h", "unknown cell type", "did you mean 'T cell'")]
    [InlineData("crowding limit=0", "above zero", "0")]
    public void Wrong(string set, params string[] parts)
    {
        var loaded = Given.Load(Given.Base, set);
        var only = loaded.Diagnostics.First(d => d.Severity == Severity.Error);
        Assert.All(parts, p => Assert.Contains(p, only.ToString(), StringComparison.Ordinal));
    }
}
