// Substrates: coefficients, boundary, regions, schedule.
using System.Collections.Immutable;
using System.Globalization;
using Milieu.Engine;

namespace Milieu.Model;

internal static class SubstrateCompiler
{
    /// <summary>All but the integrator and the precision, which need the types.</summary>
    public static CompiledSubstrate Compile(CompileContext context, GridSpec grid, int index)
    {
        var own = context.Words.Substrates[index];
        var spec = context.Spec.Substrates[own.Name];
        var path = "substrates." + own.Name;
        var initial = spec.Initial ?? new InitialSpec();
        var substrate = new CompiledSubstrate
        {
            Name = own.Name,
            Units = own.Label,
            Diffusion = Values.Of(spec.Diffusion, Measure.Diffusion, 0),
            Decay = Values.Of(spec.Decay, Measure.Rate, 0),
            Integrator = Integrator.Rkl1,
            IsDouble = false,
            Initial = Values.Of(initial.Value, Measure.Density, own.Unit, 0),
            InitialField = InitialField(context, grid, initial, own.Name, path + ".initial"),
            Diffusivity = Diffusivity(context, grid, spec.Diffusivity, own.Name, path + ".diffusivity"),
            DiffusivityLaw = Law(context, spec.Diffusivity, path + ".diffusivity"),
            Reaction = spec.Reaction is { } law ? VoxelLaws.Reaction(context, law, own, path + ".reaction") : null,
            Faces = Faces(spec.Boundary, own, grid, path + ".boundary", context.Problems),
            Regions =
            [
                .. spec.Regions.Select(r => Region(r.Key, r.Value, own, grid, $"{path}.regions.{r.Key}", context)),
            ],
        };
        return Settled(substrate);
    }

    /// <summary>Changes of held densities over time, in order.</summary>
    public static IEnumerable<BoundaryChange> Changes(CompileContext context, GridSpec grid, Timing timing, int index)
    {
        var own = context.Words.Substrates[index];
        var spec = context.Spec.Substrates[own.Name];
        for (var i = 0; i < spec.Schedule.Count; i++)
        {
            var change = spec.Schedule[i];
            var path = string.Create(CultureInfo.InvariantCulture, $"substrates.{own.Name}.schedule[{i}]");
            if (change.At is null)
                context.Problems.Error(path, "no time", null, "at: 2 h");
            if ((change.Boundary is null) == (change.Region is null))
                context.Problems.Error(path, "what changes is not clear", null, "either boundary, or region and value");
            var tick = (long)Math.Round(Values.Of(change.At, Measure.Time, 0) / timing.TickMinutes);
            if (change.Boundary is { } boundary)
            {
                for (var face = 0; face < (grid.Is2D ? 4 : 6); face++)
                    if ((boundary.Face(face) ?? boundary.All) is { } value)
                        yield return new BoundaryChange(tick, index, face, Held(value, own));
            }
            else if (change.Region is { } name)
            {
                var region = spec.Regions.IndexOf(name);
                if (region < 0)
                    context.Problems.Unknown(path + ".region", "region", name, [.. spec.Regions.Keys]);
                if (change.Value is null)
                    context.Problems.Error(path, "no value", null, "value: a density, or none");
                yield return new BoundaryChange(tick, index, 6 + Math.Max(0, region), Held(change.Value, own));
            }
        }
    }

    private static ImmutableArray<double> InitialField(
        CompileContext context,
        GridSpec grid,
        InitialSpec spec,
        string name,
        string path
    )
    {
        if (new object?[] { spec.Value, spec.Function, spec.File }.Count(v => v is not null) > 1)
            context.Problems.Error(path, "the start is given twice", null, "one of value, function and file");
        return new VoxelNumbers(context, grid, name, "density").Compile(spec.Function, spec.File, path);
    }

    private static ImmutableArray<double> Diffusivity(
        CompileContext context,
        GridSpec grid,
        DiffusivitySpec? spec,
        string name,
        string path
    )
    {
        if (spec is null)
            return [];
        if (new[] { spec.Function, spec.File, spec.Formula }.Count(v => v is not null) > 1)
            context.Problems.Error(path, "the diffusivity is given twice", null, "one of function, file and formula");
        var factors = new VoxelNumbers(context, grid, name, "diffusivity").Compile(spec.Function, spec.File, path);
        if (!factors.IsEmpty && factors.All(f => f == 0))
            context.Problems.Error(
                path,
                "the diffusivity is 0 in every voxel",
                spec.Function ?? spec.File,
                "a factor above 0 somewhere, or diffusion: 0 um2/min instead"
            );
        return factors;
    }

    private static DiffusivityLaw? Law(CompileContext context, DiffusivitySpec? spec, string path)
    {
        if (spec?.Most is { } most && spec.Formula is null)
            context.Problems.Warn(path + ".most", "no effect: there is no formula", most.Text);
        if (spec?.Formula is not { } text)
            return null;
        var factor = VoxelLaws.Factor(context, text, path + ".formula");
        return factor is null ? null : new DiffusivityLaw(factor, Values.Of(spec.Most, Measure.Number, 1));
    }

    /// <summary>A law that reads no structure, such as those of an absent module leave behind, is part of the coefficient.</summary>
    private static CompiledSubstrate Settled(CompiledSubstrate substrate)
    {
        if (substrate.DiffusivityLaw is not { } law || law.Factor.Law.Constant is not { } factor)
            return substrate;
        return substrate with
        {
            Diffusion = substrate.Diffusion * Math.Clamp(factor, 0, law.Most),
            DiffusivityLaw = null,
        };
    }

    private static double Held(Quantity? value, NamedUnit own) =>
        Values.Of(value, Measure.Density, own.Unit, double.NaN);

    private static ImmutableArray<double> Faces(
        BoundarySpec? spec,
        NamedUnit own,
        GridSpec grid,
        string path,
        Problems problems
    )
    {
        var faces = Enumerable.Repeat(double.NaN, 6).ToArray();
        for (var face = 0; spec is not null && face < (grid.Is2D ? 4 : 6); face++)
            faces[face] = Held(spec.Face(face) ?? spec.All, own);
        if (grid.Is2D && (spec?.ZMin ?? spec?.ZMax) is { } z)
            problems.Warn(path, "a 2-D domain has no z faces: this has no effect", z.Text);
        return [.. faces];
    }

    private static DirichletRegion Region(
        string name,
        RegionSpec spec,
        NamedUnit own,
        GridSpec grid,
        string path,
        CompileContext context
    )
    {
        if ((spec.Box is null) == (spec.Ball is null))
            context.Problems.Error(path, "a region has one shape", null, "box or ball");
        if (spec.Value is null)
            context.Problems.Error(path, "no value", null, "value: a density, or none");
        var voxels = ImmutableArray.CreateBuilder<int>();
        for (var k = 0; k < grid.Nz; k++)
        for (var j = 0; j < grid.Ny; j++)
        for (var i = 0; i < grid.Nx; i++)
            if (Contains(spec, grid, grid.CenterX(i), grid.CenterY(j), grid.CenterZ(k)))
                voxels.Add((((k * grid.Ny) + j) * grid.Nx) + i);
        if (voxels.Count == 0 && !context.Problems.HasErrors)
            context.Problems.Error(path, "the center of no voxel lies in this region", name);
        return new DirichletRegion(name, Held(spec.Value, own), voxels.ToImmutable());
    }

    private static bool Contains(RegionSpec spec, GridSpec grid, double x, double y, double z)
    {
        var (cx, cy, cz) = Values.Three(spec.Box?.Center ?? spec.Ball?.Center ?? [], 0);
        (x, y, z) = (x - cx, y - cy, grid.Is2D ? 0 : z - cz);
        if (spec.Box is { } box)
        {
            var (sx, sy, sz) = Values.Three(box.Size, double.PositiveInfinity);
            return Math.Abs(x) <= sx / 2 && Math.Abs(y) <= sy / 2 && Math.Abs(z) <= sz / 2;
        }
        var r = Values.Of(spec.Ball?.Radius, Measure.Length, 0);
        return (x * x) + (y * y) + (z * z) <= r * r;
    }
}
