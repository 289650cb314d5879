// Lets Stryker make the mutants of one project: an assembly that holds them all, switched off, and their list.
using System.Diagnostics;
using System.IO.Enumeration;
using System.Text.Json;

namespace Milieu.Bench;

/// <summary>
/// Stryker runs mutants only as part of its own test run. It is given a project with one test that keeps a copy of the mutated
/// assembly, and its report is read as the list of what can be switched on.
/// </summary>
internal static class MutantSource
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <IsTestProject>true</IsTestProject>
            <RestorePackagesWithLockFile>false</RestorePackagesWithLockFile>
            <RunAnalyzers>false</RunAnalyzers>
            <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <Compile Include="$(MSBuildThisFileDirectory)Keep.cs" />
            <PackageReference Include="Microsoft.NET.Test.Sdk" />
            <PackageReference Include="xunit.v3" />
            <ProjectReference Include="../../../../src/NAME/NAME.csproj" />
          </ItemGroup>
        </Project>
        """;

    // Stryker believes its coverage only if some mutant is covered; with it, it does not run the others one by one.
    private const string Test = """
        public class Keep
        {
            [Xunit.Fact]
            public void Copy()
            {
                var path = System.IO.Path.Combine(System.AppContext.BaseDirectory, "NAME.dll");
                foreach (var type in System.Reflection.Assembly.LoadFrom(path).GetTypes())
                    if (type.Name == "MutantControl")
                        type.GetMethod("IsActive")!.Invoke(null, [0]);
                System.IO.File.Copy(path, System.Environment.GetEnvironmentVariable("MILIEU_MUTATED")!, true);
            }
        }
        """;

    /// <summary>Makes <paramref name="folder"/>/mutated.dll and Stryker's report, which lists what the dll can switch on.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="name">The project, for example Milieu.Model.</param>
    /// <param name="folder">A folder four levels below the repository's, for what is made.</param>
    /// <param name="patterns">Patterns of paths below the project's folder, for example Units/*.cs or *Chance.cs; none for all.</param>
    public static void Make(string root, string name, string folder, IReadOnlyList<string> patterns)
    {
        var bare = Directory.CreateDirectory(Path.Combine(folder, "Bare")).FullName;
        File.WriteAllText(Path.Combine(bare, "Bare.csproj"), Project.Replace("NAME", name, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(bare, "Keep.cs"), Test.Replace("NAME", name, StringComparison.Ordinal));
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = bare };
        string[] wishes =
        [
            "--test-runner",
            "mtp",
            "--configuration",
            "Release",
            "--concurrency",
            "1",
            "--reporter",
            "json",
        ];
        foreach (var word in (string[])["stryker", "--project", name + ".csproj", .. wishes, "--output", "out"])
            start.ArgumentList.Add(word);
        foreach (var pattern in patterns)
        {
            start.ArgumentList.Add("--mutate");
            start.ArgumentList.Add("**/" + pattern);
        }
        start.Environment["MILIEU_MUTATED"] = Path.Combine(folder, "mutated.dll");
        using var stryker = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        stryker.WaitForExit();
        if (stryker.ExitCode != 0)
            throw new InvalidOperationException("stryker ended with " + stryker.ExitCode);
    }

    /// <summary>The mutants that were made last: those that compile and match the patterns.</summary>
    public static List<Mutant> Read(string root, string name, string folder, IReadOnlyList<string> patterns)
    {
        var source = Path.Combine(root, "src", name);
        var report = Path.Combine(folder, "Bare", "out", "reports", "mutation-report.json");
        using var document = JsonDocument.Parse(File.ReadAllText(report));
        var mutants = new List<Mutant>();
        foreach (var file in document.RootElement.GetProperty("files").EnumerateObject())
        {
            var path = Path.GetRelativePath(source, file.Name);
            if (patterns.Count > 0 && !patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, path)))
                continue;
            var lines = file.Value.GetProperty("source").GetString()!.Split('\n');
            foreach (var entry in file.Value.GetProperty("mutants").EnumerateArray())
            {
                if (entry.GetProperty("status").GetString() is not ("Survived" or "NoCoverage" or "Killed"))
                    continue;
                var place = entry.GetProperty("location");
                mutants.Add(
                    new Mutant(
                        int.Parse(entry.GetProperty("id").GetString()!, null),
                        path,
                        place.GetProperty("start").GetProperty("line").GetInt32(),
                        place.GetProperty("start").GetProperty("column").GetInt32(),
                        entry.GetProperty("mutatorName").GetString()!,
                        Cut(lines, place.GetProperty("start"), place.GetProperty("end")),
                        Flat(entry.GetProperty("replacement").GetString()!)
                    )
                );
            }
        }
        return mutants;
    }

    private static string Cut(string[] lines, JsonElement start, JsonElement end)
    {
        var (first, last) = (start.GetProperty("line").GetInt32() - 1, end.GetProperty("line").GetInt32() - 1);
        var (from, to) = (start.GetProperty("column").GetInt32() - 1, end.GetProperty("column").GetInt32() - 1);
        if (first == last)
            return Flat(lines[first][from..to]);
        return Flat(lines[first][from..] + " " + string.Join(" ", lines[(first + 1)..last]) + " " + lines[last][..to]);
    }

    private static string Flat(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
