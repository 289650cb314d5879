// How a run ended, in the numbers that people and programs ask for.
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Milieu.Engine;

namespace Milieu.Runs;

/// <summary>Cells of one type by state; other dead ones are neither apoptotic nor necrotic (debris).</summary>
public sealed record TypeCount(string Type, int Live, int Apoptotic, int Necrotic, int OtherDead);

/// <summary>The amount of a species of the body in its own unit.</summary>
public sealed record SpeciesAmount(string Species, string Units, double Amount);

/// <summary>How many planned doses stand so: due, given, scaled, skipped, lapsed or stopped.</summary>
public sealed record DoseCount(string Status, int Doses);

/// <summary>The end of a session of a run (start or resume, to the end or to an interruption).</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="ModelHash">SHA-256 of the compiled model, hexadecimal.</param>
/// <param name="StateHash">XXH64 of the whole state, hexadecimal.</param>
/// <param name="Minutes">Simulated minutes at the end, counted from the start of the run.</param>
/// <param name="WallSeconds">Of this session, writing included.</param>
/// <param name="CellStepsPerSecond">Cells times mechanics steps of this session over its wall seconds.</param>
/// <param name="VoxelSubstrateStepsPerSecond">Voxels times substrates times field windows, likewise.</param>
/// <param name="Interrupted">Cancelled before the end; the last checkpoint stands at <paramref name="Minutes"/>.</param>
/// <param name="Notes">What a user should know, such as a damaged checkpoint that was passed over.</param>
public sealed record RunOutcome(
    string Model,
    string ModelHash,
    string StateHash,
    ulong Seed,
    int Threads,
    double Minutes,
    ImmutableArray<TypeCount> Cells,
    double WallSeconds,
    double CellStepsPerSecond,
    double VoxelSubstrateStepsPerSecond,
    string RunFolder,
    bool Interrupted,
    ImmutableArray<string> Notes,
    WritingTimes Writing
)
{
    /// <summary>Where the time of the steps went; empty unless it was asked for.</summary>
    public ImmutableArray<ProfiledStage> Profile { get; init; } = [];

    /// <summary>Amounts of the body at the end; empty where the model has none.</summary>
    public ImmutableArray<SpeciesAmount> Body { get; init; } = [];

    /// <summary>How many planned doses were given, left out, or are still due; empty where none is planned.</summary>
    public ImmutableArray<DoseCount> Doses { get; init; } = [];

    /// <summary>Estimated on the last state, one a substrate; empty where that would take long or nobody asked.</summary>
    public ImmutableArray<FieldError> FieldErrors { get; init; } = [];

    /// <summary>One line of JSON: model, modelHash, stateHash, seed, threads, minutes, cells, wallSeconds,
    /// cellStepsPerSecond, voxelSubstrateStepsPerSecond, runFolder, and body where the model has one.</summary>
    public string ToJson() => Members().ToJsonString(JsonSerializerOptions.Default);

    /// <summary>The same with how the session ended and what writing took: the text of outcome.json.</summary>
    internal string ToLongJson()
    {
        var members = Members();
        members["interrupted"] = Interrupted;
        members["notes"] = new JsonArray([.. Notes.Select(n => JsonValue.Create(n))]);
        members["fieldErrors"] = JsonSerializer.SerializeToNode(FieldErrors, JsonSerializerOptions.Web);
        members["writingSeconds"] = JsonSerializer.SerializeToNode(Writing, JsonSerializerOptions.Web);
        return members.ToJsonString(JsonSerializerOptions.Default);
    }

    private JsonObject Members()
    {
        var cells = new JsonObject();
        foreach (var c in Cells)
            cells[c.Type] = new JsonObject
            {
                ["live"] = c.Live,
                ["apoptotic"] = c.Apoptotic,
                ["necrotic"] = c.Necrotic,
            };
        var members = new JsonObject
        {
            ["model"] = Model,
            ["modelHash"] = ModelHash,
            ["stateHash"] = StateHash,
            ["seed"] = Seed,
            ["threads"] = Threads,
            ["minutes"] = Minutes,
            ["cells"] = cells,
            ["wallSeconds"] = WallSeconds,
            ["cellStepsPerSecond"] = CellStepsPerSecond,
            ["voxelSubstrateStepsPerSecond"] = VoxelSubstrateStepsPerSecond,
            ["runFolder"] = RunFolder,
        };
        if (Doses.Length > 0)
        {
            var doses = new JsonObject();
            foreach (var d in Doses)
                doses[d.Status] = d.Doses;
            members["doses"] = doses;
        }
        if (Body.Length == 0)
            return members;
        var amounts = new JsonObject();
        foreach (var species in Body)
            amounts[species.Species] = species.Amount;
        members["body"] = amounts;
        return members;
    }
}

/// <summary>Wall seconds of a session in which no step was made because something was written or waited for.</summary>
public sealed record WritingTimes(double Rows, double Frames, double Pictures, double Checkpoints);
