// Chooses integrator, storage and kernel for each substrate.
namespace Milieu.Engine;

/// <summary>Makes the solver that a substrate asks for.</summary>
internal static class FieldSolvers
{
    public static FieldSolver Create(
        StepContext context,
        int substrate,
        FieldScratch scratch,
        ExchangeColumns columns
    ) =>
        context.Tissue.Fields[substrate] switch
        {
            Field<double> field => Create(context, field, substrate, scratch, columns),
            Field<float> field => Create(context, field, substrate, scratch, columns),
            var field => throw new NotSupportedException(field.GetType().Name),
        };

    private static FieldSolver Create<T>(
        StepContext context,
        Field<T> field,
        int substrate,
        FieldScratch scratch,
        ExchangeColumns columns
    )
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var isPlain = context.Kernel == KernelKind.Reference;
        if (field.Substrate.Integrator == Integrator.Lod)
        {
            SweepKernel<T> sweeps = isPlain ? new ReferenceSweepKernel<T>(field) : new VectorizedSweepKernel<T>(field);
            return new LodSolver<T>(context, field, substrate, sweeps, scratch, columns);
        }
        StageKernel<T> stages =
            isPlain ? new ReferenceStageKernel<T>(field)
            : WideLanes<T>.AreThere ? new VectorizedStageKernel<T, WideLanes<T>>(field)
            : new VectorizedStageKernel<T, HalfLanes<T>>(field);
        return new RklSolver<T>(context, field, substrate, stages, scratch, columns);
    }
}
