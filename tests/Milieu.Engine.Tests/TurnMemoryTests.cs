// Memory that parts of a step take turns with.
namespace Milieu.Engine.Tests;

public class TurnMemoryTests
{
    [Fact(
        DisplayName = "Columns of one turn keep apart, whoever comes later and however many rows there are; those of another turn cost nothing more"
    )]
    public void Turns()
    {
        using var cells = new Cells(Fixture.Model(Fixture.Plane(), []));
        var before = cells.ScratchBytesPerCell;
        var a = cells.Scratch<ushort>("a", Turn.Sort);
        var b = cells.Scratch<double>("b", Turn.Sort);
        Assert.Equal(before + 10, cells.ScratchBytesPerCell);
        cells.SetCount(77);
        for (var row = 0; row < 77; row++)
            (a[row], b[row]) = ((ushort)row, -row);
        var c = cells.Scratch<int>("c", Turn.Sort);
        var other = cells.Scratch<double>("other", Turn.Fields);
        Assert.Equal(before + 14, cells.ScratchBytesPerCell);
        for (var row = 0; row < 77; row++)
            c[row] = 1000 + row;
        for (var row = 0; row < 77; row++)
            Assert.Equal<(int, double, int)>((row, -row, 1000 + row), (a[row], b[row], c[row]));
        cells.SetCount(500);
        foreach (var column in new Column[] { a, b, c, other })
            Assert.True(column.Capacity >= 500);
        for (var row = 0; row < 500; row++)
            (a[row], b[row], c[row]) = (1, 2, 3);
        other.Clear(0, 500);
        Assert.Equal(0, a[0]);
    }
}
