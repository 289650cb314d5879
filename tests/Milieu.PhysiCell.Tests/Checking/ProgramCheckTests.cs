// C++ of a project that is not run is said, where it would have done something.
namespace Milieu.PhysiCell.Tests;

public sealed class ProgramCheckTests
{
    private const string Template = """
        #include "./custom.h"
        void create_cell_types( void )
        {
            // cell_defaults.functions.update_phenotype = old_function;
            cell_defaults.functions.volume_update_function = standard_volume_update_function;
            cell_defaults.functions.update_migration_bias = NULL;
            cell_defaults.functions.update_phenotype = phenotype_function;
            cell_defaults.functions.custom_cell_rule = custom_function;
        }
        void setup_tissue( void )
        {
            for( int n = 0 ; n < parameters.ints("number_of_cells") ; n++ )
            { pC = create_cell( *pCD ); }
        }
        void phenotype_function( Cell* pCell, Phenotype& phenotype, double dt )
        { return; }
        void custom_function( Cell* pCell, Phenotype& phenotype , double dt )
        { /* nothing yet */ }
        """;

    [Fact(DisplayName = "The template's empty functions and its way to place cells are passed over")]
    public void TemplateIsSilent() => Assert.Empty(SoundProject.Load(SoundProject.Settings, Template).Diagnostics);

    [Theory(DisplayName = "A function that does something, is PhysiCell's own, or places cells is named with its line")]
    [InlineData("{ return; }", "{ phenotype.death.rates[0] = 1; }", 7, "update_phenotype", "phenotype_function")]
    [InlineData("bias = NULL", "bias = oxygen_taxis", 6, "update_migration_bias", "oxygen_taxis")]
    [InlineData("parameters.ints(\"number_of_cells\")", "100", 10, "setup_tissue", "setup_tissue")]
    public void OwnCode(string from, string to, int line, string what, string value)
    {
        Assert.Contains(from, Template, StringComparison.Ordinal);
        var loaded = SoundProject.Load(SoundProject.Settings, Template.Replace(from, to, StringComparison.Ordinal));
        var said = Assert.Single(loaded.Diagnostics);
        Assert.Contains("the project's own C++ is not run", said.Message, StringComparison.Ordinal);
        Assert.Contains(what, said.Message, StringComparison.Ordinal);
        Assert.Equal(("p/custom_modules/custom.cpp", line, value), (said.File, said.Line, said.Value));
        Assert.NotNull(loaded.Compiled);
    }
}
