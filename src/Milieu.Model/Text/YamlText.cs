// YAML to a tree of text nodes. The only file that knows the YAML library.
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Milieu.Model;

/// <summary>Maps, lists and scalars with their places; no anchors, no tags, one document.</summary>
internal static class YamlText
{
    private const int DeepestNesting = 40;
    private const char ByteOrderMark = (char)0xFEFF;

    /// <summary>Null when the text holds nothing or is not YAML; why is in <paramref name="problems"/>.</summary>
    public static TextNode? Parse(string text, string file, bool hasLines, List<Diagnostic> problems)
    {
        var parser = new Parser(new StringReader(text.TrimStart(ByteOrderMark)));
        var reader = new Reader(parser, file, hasLines, problems);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            problems.Add(
                new Diagnostic(
                    Severity.Error,
                    file,
                    Place((int)e.Start.Line, hasLines),
                    Place((int)e.Start.Column, hasLines),
                    "not YAML: " + Reason(e)
                )
            );
            return null;
        }
        catch (InvalidOperationException)
        {
            // The library's own stack runs empty on some texts that end inside brackets.
            var at = parser.Current?.End ?? YamlDotNet.Core.Mark.Empty;
            problems.Add(
                new Diagnostic(
                    Severity.Error,
                    file,
                    Place((int)at.Line, hasLines),
                    Place((int)at.Column, hasLines),
                    "not YAML: a bracket or brace opens near here and does not close"
                )
            );
            return null;
        }
    }

    // Texts of the command line have no lines.
    private static int Place(int count, bool hasLines) => hasLines ? Math.Max(1, count) : 0;

    private static string Reason(YamlException e)
    {
        var message = e.InnerException?.Message ?? e.Message;
        return message.ReplaceLineEndings(" ").TrimEnd('.');
    }

    private sealed class Reader(Parser parser, string file, bool hasLines, List<Diagnostic> problems)
    {
        public TextNode? Document()
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return null;
            parser.Consume<DocumentStart>();
            var node = Node(0);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second))
                Report(second!, "a model is one document; another begins here");
            return node;
        }

        private TextNode Node(int depth)
        {
            if (depth > DeepestNesting)
                throw new YamlException(parser.Current!.Start, parser.Current.End, "nested too deeply");
            if (parser.Current is NodeEvent { Anchor.IsEmpty: false } anchored)
                Report(anchored, "anchors (&name) are not part of the model language");
            if (parser.TryConsume<Scalar>(out var scalar))
                return new ScalarNode(scalar.Value, scalar.Style != ScalarStyle.Plain, AtText(scalar));
            if (parser.TryConsume<SequenceStart>(out var sequence))
                return List(new ListNode(At(sequence)), depth);
            if (parser.TryConsume<MappingStart>(out var mapping))
                return Map(new MapNode(At(mapping)), depth);
            var alias = parser.Consume<AnchorAlias>();
            Report(alias, "aliases (*name) are not part of the model language");
            return new ScalarNode("", false, At(alias));
        }

        private ListNode List(ListNode list, int depth)
        {
            while (!parser.TryConsume<SequenceEnd>(out _))
                list.Items.Add(Node(depth + 1));
            return list;
        }

        private MapNode Map(MapNode map, int depth)
        {
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var keyEvent = parser.Current!;
                if (Node(depth + 1) is not ScalarNode key)
                {
                    Report(keyEvent, "a key must be a single word or name");
                    _ = Node(depth + 1);
                    continue;
                }
                var value = Node(depth + 1);
                if (map.Find(key.Text) is not null)
                    Report(keyEvent, "this key is given twice", key.Text);
                map.Put(new MapEntry(key.Text, key.At, value));
            }
            return map;
        }

        private Mark At(ParsingEvent e) =>
            new(file, Place((int)e.Start.Line, hasLines), Place((int)e.Start.Column, hasLines));

        private Mark AtText(Scalar scalar)
        {
            var isVerbatim =
                scalar.Start.Line == scalar.End.Line && scalar.End.Column - scalar.Start.Column == scalar.Value.Length;
            return At(scalar) with { Verbatim = isVerbatim ? scalar.Value : null };
        }

        private void Report(ParsingEvent e, string message, string? value = null)
        {
            var at = At(e);
            problems.Add(new Diagnostic(Severity.Error, at.File, at.Line, at.Column, message, value));
        }
    }
}
