// Formulas as text within a compiled model.
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Milieu.Engine;

namespace Milieu.Model;

/// <summary>Postfix words: numbers, <c>in0</c>, <c>in1</c> ... for inputs, and the names of operations.</summary>
internal sealed class FormulaJson : JsonConverter<Formula>
{
    public override Formula Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? throw new JsonException("a formula is a text");
        try
        {
            return new Formula([.. text.Split(' ').Select(Step)]);
        }
        catch (ArgumentException e)
        {
            throw new JsonException($"'{text}' is no formula", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Formula value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Join(' ', value.Steps.Select(Word)));

    private static string Word(FormulaStep step) =>
        step.Operation switch
        {
            FormulaOperation.Number => step.Value.ToString("R", CultureInfo.InvariantCulture),
            FormulaOperation.Input => string.Create(CultureInfo.InvariantCulture, $"in{step.Index}"),
            _ => step.Operation.ToString(),
        };

    private static FormulaStep Step(string word)
    {
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new FormulaStep(FormulaOperation.Number, 0, number);
        if (
            word.StartsWith("in", StringComparison.Ordinal)
            && int.TryParse(word[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var input)
        )
            return new FormulaStep(FormulaOperation.Input, input);
        return new FormulaStep(Enum.Parse<FormulaOperation>(word));
    }
}
