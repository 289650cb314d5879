// References by name, and the hand's transcriptions of some of them into Milieu's language.
using Milieu.Engine;
using Milieu.Equivalence;
using Milieu.Model;
using Milieu.Runs;

namespace Milieu.Reference.Tests;

internal static class Shared
{
    /// <summary>A reference by name; skips the test where a set that is kept outside is not on this machine.</summary>
    public static ReferenceModel Open(string name)
    {
        var own = Path.Combine(Places.Own, name);
        if (Directory.Exists(own))
            return References.Open(own);
        var shared = Path.Combine(Places.Shared, name);
        if (!Directory.Exists(shared))
            Assert.Skip($"no reference trajectories at {shared}: set MILIEU_REFERENCE to their folder");
        return References.Open(shared);
    }

    /// <summary>Compiles the transcription of a reference model with the cells of its configuration.</summary>
    public static CompiledModel Transcribed(ReferenceModel reference)
    {
        var path = Path.Combine(Places.Root, "tests", "Milieu.Reference.Tests", "models", reference.Name + ".yaml");
        var cells = "placements.cells.file=" + Path.Combine(reference.Folder, "config", "cells.csv");
        var loaded = ModelText.Load(path, new DiskModelFiles(), [cells]);
        Assert.False(loaded.HasErrors, string.Join('\n', loaded.Diagnostics));
        return loaded.Compiled!;
    }
}
