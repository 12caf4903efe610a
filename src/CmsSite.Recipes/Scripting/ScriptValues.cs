using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace CmsSite.Recipes.Scripting;

/// <summary>Values between JavaScript and JSON. Only data crosses: no .NET object reaches a script.</summary>
internal static class ScriptValues
{
    private const int MaxDepth = 64;
    private const double LargestExactInteger = 9_007_199_254_740_991;

    public static JsValue ToScript(Engine engine, JsonNode? node)
    {
        switch (node)
        {
            case null:
                return JsValue.Null;
            case JsonArray items:
                return new JsArray(engine, [.. items.Select(item => ToScript(engine, item))]);
            case JsonObject members:
                var result = new JsObject(engine);
                foreach (var (name, value) in members)
                {
                    result.CreateDataProperty(name, ToScript(engine, value));
                }

                return result;
            default:
                return node.GetValueKind() switch
                {
                    JsonValueKind.True => JsBoolean.True,
                    JsonValueKind.False => JsBoolean.False,
                    JsonValueKind.Number => JsNumber.Create(double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture)),
                    _ => new JsString(node.GetValue<string>()),
                };
        }
    }

    /// <exception cref="RecipeException">The value is none that JSON has.</exception>
    public static JsonNode? ToJson(JsValue value, ScriptBudget budget, int depth = 0)
    {
        budget.Check();
        if (depth > MaxDepth)
        {
            throw new RecipeException("the script's result is nested too deep, or contains itself");
        }

        return value switch
        {
            JsString text => Text(text.ToString(), budget),
            JsBoolean flag => JsonValue.Create(flag == JsBoolean.True),
            JsNumber number => Number(TypeConverter.ToNumber(number)),
            _ when value.IsNull() || value.IsUndefined() => null,
            JsDate date => Date(date),
            _ when value.IsArray() => Array((ObjectInstance)value, budget, depth),
            ObjectInstance instance when !value.IsCallable() && !value.IsPromise() => Object(instance, budget, depth),
            _ => throw new RecipeException(
                $"the script's result is {Kind(value)}, which JSON does not have", "End with a text, a number, true, false, a list or an object"),
        };
    }

    private static JsonValue Text(string text, ScriptBudget budget)
    {
        budget.Charge(text.Length);
        return JsonValue.Create(text);
    }

    // As an element, like the numbers of the reader, so that a step reads either in whatever type it wants.
    private static JsonValue Number(double number)
    {
        if (!double.IsFinite(number))
        {
            throw new RecipeException($"the script's result is {number.ToString(CultureInfo.InvariantCulture)}, which JSON does not have");
        }

        var text = Math.Abs(number) <= LargestExactInteger && number == Math.Truncate(number)
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
        return JsonValue.Create(JsonElement.Parse(text))!;
    }

    private static JsonValue? Date(JsDate date) =>
        double.IsNaN(date.DateValue) ? null : JsonValue.Create(TypeConverter.ToString(date.Get("toISOString").Call(date, [])));

    private static JsonArray Array(ObjectInstance array, ScriptBudget budget, int depth)
    {
        var result = new JsonArray();
        var length = TypeConverter.ToLength(array.Get("length"));
        for (ulong index = 0; index < length; index++)
        {
            result.Add(ToJson(array.Get(JsNumber.Create((double)index)), budget, depth + 1));
        }

        return result;
    }

    private static JsonObject Object(ObjectInstance instance, ScriptBudget budget, int depth)
    {
        var result = new JsonObject();
        foreach (var key in instance.GetOwnPropertyKeys(Types.String))
        {
            var value = instance.GetOwnProperty(key).Enumerable ? instance.Get(key) : JsValue.Undefined;
            if (!value.IsUndefined() && !value.IsCallable())
            {
                result[key.ToString()] = ToJson(value, budget, depth + 1);
            }
        }

        return result;
    }

    private static string Kind(JsValue value) => value switch
    {
        JsSymbol => "a symbol",
        _ when value.IsCallable() => "a function",
        _ when value.IsPromise() => "a promise",
        _ => "a " + value.Type.ToString().ToLowerInvariant(),
    };
}
