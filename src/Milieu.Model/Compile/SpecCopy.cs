// A specification copied deeply, key by key.
using System.Collections;

namespace Milieu.Model;

internal static class SpecCopy
{
    public static ModelSpec Of(ModelSpec spec) => (ModelSpec)Section(spec);

    private static object Section(object owner)
    {
        var copy = Activator.CreateInstance(owner.GetType())!;
        foreach (var key in Shape.Of(owner.GetType()))
            if (key.Get(owner) is not { } value)
                continue;
            else if (key.Kind == ShapeKind.Map)
                Fill((IDictionary)key.Get(copy)!, (IDictionary)value);
            else
                key.Property.SetValue(copy, Value(value));
        return copy;
    }

    private static object Value(object value)
    {
        switch (Shape.KindOf(value.GetType()))
        {
            case ShapeKind.Section:
                return Section(value);
            case ShapeKind.List:
                var list = (IList)Activator.CreateInstance(value.GetType())!;
                foreach (var item in (IList)value)
                    list.Add(Value(item));
                return list;
            default:
                return value;
        }
    }

    private static void Fill(IDictionary copy, IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
            copy[entry.Key] = Value(entry.Value!);
    }
}
