// The JSON Schema of studies that editors use.
namespace Milieu.Studies.Tests;

public sealed class SchemaTests
{
    [Fact(
        DisplayName = "schema/milieu-study.schema.json is the schema of studies as they are (MILIEU_ACCEPT_SCHEMA=1 rewrites it)"
    )]
    public void SchemaIsCurrent()
    {
        var file = Path.Combine(Given.Root, "schema", "milieu-study.schema.json");
        if (Environment.GetEnvironmentVariable("MILIEU_ACCEPT_SCHEMA") == "1")
            File.WriteAllText(file, StudyReader.SchemaJson());
        Assert.Equal(StudyReader.SchemaJson(), File.ReadAllText(file));
    }
}
