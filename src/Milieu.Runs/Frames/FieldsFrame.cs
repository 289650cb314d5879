// The fields of a moment, as microscopy keeps images.
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Writes fields.zarr: one OME-Zarr image with a channel per substrate, then structures and fibers, and axes c, (z), y, x in um.</summary>
/// <remarks>NGFF 0.4: https://ngff.openmicroscopy.org/0.4/. Float where every substrate is, else double for all: exact for
/// substrates; structures and fibers, which are double, are rounded with them.</remarks>
internal static class FieldsFrame
{
    private static readonly string[] Colors = ["D95F02", "1B9E77", "7570B3", "E7298A", "66A61E", "E6AB02"];

    public static void Write(RunDisk disk, string path, CompiledModel model, Tissue tissue, double minutes)
    {
        var grid = model.Grid;
        var root = new ZarrGroup(disk, path, Attributes(model, tissue, minutes));
        Field[] channels = [.. tissue.VoxelState];
        int[] shape = grid.Is2D ? [channels.Length, grid.Ny, grid.Nx] : [channels.Length, grid.Nz, grid.Ny, grid.Nx];
        if (shape[0] == 0)
            return;
        var isDouble = model.Substrates.IsEmpty || model.Substrates.Any(s => s.IsDouble);
        root.Slabs(
            "0",
            isDouble ? "<f8" : "<f4",
            shape,
            k => isDouble ? Bytes<double>(channels[k]) : Bytes<float>(channels[k])
        );
    }

    private static byte[] Bytes<T>(Field field)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var grid = field.Grid;
        var values = new T[grid.Voxels];
        for (var row = 0; row < grid.Ny * grid.Nz; row++)
        for (var i = 0; i < grid.Nx; i++)
            values[(row * grid.Nx) + i] = T.CreateTruncating(field[(row * field.Stride) + i]);
        return MemoryMarshal.AsBytes<T>(values).ToArray();
    }

    private static JsonObject Attributes(CompiledModel model, Tissue tissue, double minutes)
    {
        var grid = model.Grid;
        JsonArray axes =
        [
            Axis("c", "channel", null),
            Axis("y", "space", "micrometer"),
            Axis("x", "space", "micrometer"),
        ];
        JsonArray scale = [1.0, grid.Dy, grid.Dx];
        JsonArray translation = [0.0, grid.CenterY(0), grid.CenterX(0)];
        if (!grid.Is2D)
        {
            axes.Insert(1, Axis("z", "space", "micrometer"));
            scale.Insert(1, grid.Dz);
            translation.Insert(1, grid.CenterZ(0));
        }
        var image = new JsonObject
        {
            ["version"] = "0.4",
            ["name"] = model.Name,
            ["axes"] = axes,
            ["datasets"] = new JsonArray(
                new JsonObject
                {
                    ["path"] = "0",
                    ["coordinateTransformations"] = new JsonArray(
                        new JsonObject { ["type"] = "scale", ["scale"] = scale },
                        new JsonObject { ["type"] = "translation", ["translation"] = translation }
                    ),
                }
            ),
        };
        return new JsonObject
        {
            ["multiscales"] = new JsonArray(image),
            ["omero"] = new JsonObject { ["channels"] = new JsonArray([.. tissue.VoxelState.Select(Channel)]) },
            ["milieu"] = new JsonObject { ["minutes"] = minutes, ["tick"] = tissue.Tick },
        };
    }

    private static JsonObject Axis(string name, string type, string? unit)
    {
        var axis = new JsonObject { ["name"] = name, ["type"] = type };
        if (unit is not null)
            axis["unit"] = unit;
        return axis;
    }

    private static JsonObject Channel(Field field, int index)
    {
        var range = FieldRange.Of(field);
        return new JsonObject
        {
            ["label"] = field.Substrate.Name,
            ["unit"] = field.Substrate.Units,
            ["active"] = index == 0,
            ["color"] = Colors[index % Colors.Length],
            ["window"] = new JsonObject
            {
                ["min"] = range.Least,
                ["max"] = range.Greatest,
                ["start"] = range.Least,
                ["end"] = range.Greatest,
            },
        };
    }
}
