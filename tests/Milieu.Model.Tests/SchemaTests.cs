// The JSON Schema that ships.
using System.Text.Json;

namespace Milieu.Model.Tests;

public sealed class SchemaTests
{
    public static TheoryData<string> Models => [.. Repository.Models, .. Repository.Parts];

    [Fact(
        DisplayName = "schema/milieu-model.schema.json is the schema of the language as it is (MILIEU_ACCEPT_SCHEMA=1 rewrites it)"
    )]
    public void FileIsCurrent()
    {
        if (Environment.GetEnvironmentVariable("MILIEU_ACCEPT_SCHEMA") == "1")
            File.WriteAllText(
                Path.Combine(Repository.Root, "schema", "milieu-model.schema.json"),
                ModelSchema.ToJson()
            );
        Assert.Equal(ModelSchema.ToJson(), Repository.Text("schema", "milieu-model.schema.json"));
    }

    [Theory(DisplayName = "The shipped schema accepts every model, module and preset of the repository")]
    [MemberData(nameof(Models))]
    public void AcceptsModels(string model) => Assert.Empty(Mistakes(Repository.Text(model)));

    [Theory(
        DisplayName = "The schema refuses what the reader refuses: unknown keys, wrong words, quantities without a unit"
    )]
    [InlineData("modle: x")]
    [InlineData("substrates: {oxygen: {diffuson: 1 um2/min}}")]
    [InlineData("substrates: {oxygen: {decay: 0.1}}")]
    [InlineData("substrates: {oxygen: {integrator: magic}}")]
    [InlineData("cells: {tumor: {cycle: dead}}")]
    [InlineData("cells: {tumor: {rules: {a: b}}}")]
    [InlineData("walls: maybe")]
    public void Refuses(string text) => Assert.NotEmpty(Mistakes(text));

    [Fact(DisplayName = "Every key that the reader knows is in the schema, and the other way round")]
    public void KeysAgree()
    {
        using var schema = JsonDocument.Parse(Repository.Text("schema", "milieu-model.schema.json"));
        var inSchema = new SortedSet<string>(StringComparer.Ordinal);
        Collect(schema.RootElement, inSchema);
        var inReader = new SortedSet<string>(StringComparer.Ordinal) { "include" };
        foreach (var type in typeof(ModelSpec).Assembly.GetTypes())
        foreach (var property in type.GetProperties())
        foreach (var key in property.GetCustomAttributes(typeof(KeyAttribute), false).Cast<KeyAttribute>())
            inReader.Add(key.Name);
        Assert.Equal(inReader, inSchema);
        Assert.True(inReader.Count > 100);
    }

    private static void Collect(JsonElement schema, SortedSet<string> keys)
    {
        if (schema.ValueKind == JsonValueKind.Array)
            foreach (var item in schema.EnumerateArray())
                Collect(item, keys);
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        foreach (var part in schema.EnumerateObject())
        {
            var isByName = part.NameEquals("properties") || part.NameEquals("$defs");
            if (part.NameEquals("properties"))
                keys.UnionWith(part.Value.EnumerateObject().Select(p => p.Name));
            if (!isByName)
                Collect(part.Value, keys);
            else
                foreach (var inner in part.Value.EnumerateObject())
                    Collect(inner.Value, keys);
        }
    }

    private static List<string> Mistakes(string text)
    {
        var problems = new List<Diagnostic>();
        var node = YamlText.Parse(text, "m.yaml", true, problems);
        Assert.Empty(problems);
        using var schema = JsonDocument.Parse(Repository.Text("schema", "milieu-model.schema.json"));
        return new SchemaSubset(schema.RootElement).Check(node!);
    }
}
