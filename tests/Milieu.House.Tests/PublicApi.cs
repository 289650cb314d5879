// The public face of an assembly as text, one line a member.
using System.Reflection;

namespace Milieu.House.Tests;

/// <summary>Writes types and members in a fixed order, so that two versions can be compared line by line.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    /// <summary>Members that the compiler writes for every record say nothing about the design.</summary>
    private static readonly string[] OfRecords =
    [
        "<Clone>$",
        "Equals",
        "GetHashCode",
        "ToString",
        "PrintMembers",
        "EqualityContract",
        "get_EqualityContract",
        "op_Equality",
        "op_Inequality",
        "Deconstruct",
    ];

    public static string Of(Assembly assembly) =>
        string.Concat(
            assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).Select(t => Lines(t) + "\n")
        );

    private static string Lines(Type type)
    {
        var members = type.IsEnum ? EnumMembers(type) : type.GetMembers(Declared).Where(IsShown).Select(Line);
        var bases = Bases(type).Select(Name).ToArray();
        var head = $"{Kind(type)} {Name(type)}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}\n";
        return head + string.Concat(members.Distinct().Order(StringComparer.Ordinal).Select(m => "    " + m + "\n"));
    }

    private static IEnumerable<string> EnumMembers(Type type) =>
        Enum.GetNames(type).Select(n => $"{Convert.ToInt64(Enum.Parse(type, n), null):D3} {n}");

    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type))
            yield break;
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            yield return parent;
        var equatable = typeof(IEquatable<>).Name;
        foreach (var face in type.GetInterfaces().Where(i => i.Name != equatable).OrderBy(Name, StringComparer.Ordinal))
            yield return face;
    }

    private static bool IsShown(MemberInfo member) =>
        !OfRecords.Contains(member.Name)
        && member switch
        {
            Type => false,
            FieldInfo f => IsOpen(f.IsPublic, f.IsFamily || f.IsFamilyOrAssembly, f.DeclaringType!),
            PropertyInfo => false,
            EventInfo => false,
            MethodBase m => IsOpen(m.IsPublic, m.IsFamily || m.IsFamilyOrAssembly, m.DeclaringType!),
            _ => false,
        };

    private static bool IsOpen(bool isPublic, bool isFamily, Type owner) => isPublic || (isFamily && !owner.IsSealed);

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class"
        : type.IsSealed ? "sealed class"
        : type.IsAbstract ? "abstract class"
        : "class";

    private static string Line(MemberInfo member) =>
        member switch
        {
            FieldInfo f => $"{(f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}",
            ConstructorInfo c => $"new({Parameters(c)})",
            MethodInfo m =>
                $"{(m.IsStatic ? "static " : "")}{Name(m.ReturnType)} {m.Name}{Arguments(m)}({Parameters(m)})",
            _ => member.Name,
        };

    private static string Arguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method
                .GetParameters()
                .Select(p =>
                    $"{Name(p.ParameterType)} {p.Name}{(p.IsOptional ? " = " + (p.DefaultValue ?? "default") : "")}"
                )
        );

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsPointer || type.IsArray)
            return Name(type.GetElementType()!)
                + (
                    type.IsByRef ? "&"
                    : type.IsPointer ? "*"
                    : "[]"
                );
        if (type.IsGenericParameter)
            return type.Name;
        var name = (type.DeclaringType is { } outer ? Name(outer) + "." : "") + type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
