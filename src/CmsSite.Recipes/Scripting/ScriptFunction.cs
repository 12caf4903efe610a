using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CmsSite.Recipes.Scripting;

/// <summary>A host function as scripts call it: JSON in, JSON out.</summary>
internal sealed class ScriptFunction
{
    private readonly Delegate _body;
    private readonly ParameterInfo[] _parameters;

    public ScriptFunction(RecipeFunction function)
    {
        Name = function.Name;
        _body = function.Body;
        _parameters = _body.GetType().GetMethod(nameof(Action.Invoke))!.GetParameters();
        // The delegate type of a lambda with defaults knows them; that of a method group does not.
        var declared = _body.Method.GetParameters();
        if (declared.Length == _parameters.Length)
        {
            _parameters = declared;
        }
    }

    public string Name { get; }

    /// <exception cref="RecipeException">The function failed; says which.</exception>
    public JsonNode? Invoke(IReadOnlyList<JsonNode?> arguments)
    {
        var values = new object?[_parameters.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = index < arguments.Count ? Argument(arguments[index], _parameters[index].ParameterType) : Missing(_parameters[index]);
        }

        try
        {
            return Result(_body.DynamicInvoke(values));
        }
        catch (TargetInvocationException wrong) when (wrong.InnerException is { } inner)
        {
            throw Failed(inner);
        }
        catch (Exception wrong) when (wrong is not (RecipeException or OperationCanceledException or ScriptLimitException))
        {
            throw Failed(wrong);
        }
    }

    private Exception Failed(Exception wrong) => wrong is RecipeException or OperationCanceledException or ScriptLimitException
        ? wrong
        : new RecipeException($"{Name}() failed: {wrong.Message}", inner: wrong);

    private static object? Missing(ParameterInfo parameter) =>
        parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? Activator.CreateInstance(parameter.ParameterType)
        : null;

    private object? Argument(JsonNode? node, Type type)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (node is null)
        {
            return wanted == type && type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        if (wanted == typeof(object) || wanted.IsAssignableFrom(node.GetType()))
        {
            return node;
        }

        if (wanted == typeof(string))
        {
            return node.Text() ?? node.ToJsonString(RecipeJson.Options);
        }

        try
        {
            return node.Deserialize(type, RecipeJson.Options);
        }
        catch (JsonException wrong)
        {
            throw new RecipeException($"{Name}() cannot take {RecipeJson.Describe(node)}", inner: wrong);
        }
    }

    private static JsonNode? Result(object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case JsonNode node:
                return node.DeepClone();
            case string text:
                return JsonValue.Create(text);
            case Task task:
                task.GetAwaiter().GetResult();
                return task.GetType() is { IsGenericType: true } type && type.GetProperty(nameof(Task<object>.Result)) is { } result
                    && result.PropertyType.Name != "VoidTaskResult"
                    ? Result(result.GetValue(task))
                    : null;
            default:
                return JsonSerializer.SerializeToNode(value, value.GetType(), RecipeJson.Options);
        }
    }
}
