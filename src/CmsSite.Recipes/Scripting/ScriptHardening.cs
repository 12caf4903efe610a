using System.Globalization;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace CmsSite.Recipes.Scripting;

/// <summary>Takes from JavaScript what a recipe has no use for, and puts limits inside those of its functions that work long without looking at any.</summary>
internal sealed class ScriptHardening
{
    // Buffers are allocated whole before any limit is looked at, Atomics.wait sleeps, big integers multiply for minutes, realms come without all of this.
    public static readonly string[] Removed =
    [
        "ArrayBuffer", "SharedArrayBuffer", "Atomics", "DataView", "TypedArray", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array",
        "Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array", "Float16Array", "Float32Array", "Float64Array", "BigInt", "Temporal", "ShadowRealm",
        "FinalizationRegistry", "WeakRef",
    ];

    private readonly Engine _engine;
    private readonly ScriptBudget _budget;
    private readonly RecipeScriptLimits _limits;

    private ScriptHardening(Engine engine, ScriptBudget budget, RecipeScriptLimits limits) => (_engine, _budget, _limits) = (engine, budget, limits);

    public static void Apply(Engine engine, ScriptBudget budget, RecipeScriptLimits limits) => new ScriptHardening(engine, budget, limits).Apply();

    private void Apply()
    {
        foreach (var name in Removed)
        {
            _engine.Global.Delete(name);
        }

        var text = Prototype("String");
        Replace(text, "repeat", original => (self, arguments) => Sized(original, self, arguments, TypeConverter.ToString(self).Length * Number(arguments)));
        Replace(text, "padStart", original => (self, arguments) => Sized(original, self, arguments, Number(arguments)));
        Replace(text, "padEnd", original => (self, arguments) => Sized(original, self, arguments, Number(arguments)));
        Replace(text, "replace", original => (self, arguments) => original.Call(self, WithCounting(arguments)));
        Replace(text, "replaceAll", original => (self, arguments) => original.Call(self, WithCounting(arguments)));
        var regex = Prototype("RegExp");
        Replace(regex, GlobalSymbolRegistry.Replace, original => (self, arguments) => original.Call(self, WithCounting(arguments)));
        // Looked at between the matches of one match(), split() or replace().
        Replace(regex, "exec", original => (self, arguments) =>
        {
            _budget.Check();
            return original.Call(self, arguments);
        });
    }

    private ObjectInstance Prototype(string constructor) => _engine.Global.Get(constructor).AsObject().Get("prototype").AsObject();

    private void Replace(ObjectInstance prototype, JsValue name, Func<JsValue, Func<JsValue, JsValue[], JsValue>> with)
    {
        var shown = name.IsString() ? name.ToString() : "replace";
        prototype.FastSetProperty(name, new(new ClrFunction(_engine, shown, with(prototype.Get(name))), writable: true, enumerable: false, configurable: true));
    }

    private JsValue Sized(JsValue original, JsValue self, JsValue[] arguments, double length)
    {
        if (length > _limits.Length)
        {
            throw new ScriptLimitException(string.Create(CultureInfo.InvariantCulture, $"the script makes a text longer than {_limits.Length} characters"));
        }

        _budget.Charge((long)Math.Max(0, length));
        return original.Call(self, arguments);
    }

    private static double Number(JsValue[] arguments) => arguments.Length > 0 && TypeConverter.ToNumber(arguments[0]) is var number && !double.IsNaN(number) ? number : 0;

    // Replacing puts its result together in one go; a function in place of the replacement text counts what each match adds.
    private JsValue[] WithCounting(JsValue[] arguments)
    {
        var replacement = arguments.Length > 1 ? arguments[1] : JsValue.Undefined;
        var template = replacement.IsCallable() ? null : TypeConverter.ToString(replacement);
        var counting = new ClrFunction(_engine, "", (_, match) =>
        {
            var result = template is null ? TypeConverter.ToString(replacement.Call(JsValue.Undefined, match)) : Substitute(template, match);
            _budget.Charge(result.Length);
            return new JsString(result);
        });
        return [arguments.Length > 0 ? arguments[0] : JsValue.Undefined, counting];
    }

    /// <summary>What $1, $&amp; and the like stand for, by the rules of ECMAScript's GetSubstitution.</summary>
    /// <param name="match">What a replacement function is given: the match, its captures, its position, the text, its named groups if there are any.</param>
    private string Substitute(string template, JsValue[] match)
    {
        if (!template.Contains('$', StringComparison.Ordinal))
        {
            return template;
        }

        var groups = match[^1] as ObjectInstance;
        var text = match[groups is null ? ^1 : ^2].ToString();
        var position = (int)TypeConverter.ToNumber(match[groups is null ? ^2 : ^3]);
        var captures = match.Length - (groups is null ? 3 : 4);
        var matched = match[0].ToString();
        var result = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            var before = result.Length;
            var next = at + 1 < template.Length ? template[at + 1] : '\0';
            if (template[at] != '$')
            {
                result.Append(template[at]);
            }
            else if (next is '$' or '&' or '`' or '\'')
            {
                result.Append(next switch
                {
                    '$' => "$",
                    '&' => matched,
                    '`' => text.AsSpan(0, position),
                    _ => text.AsSpan(Math.Min(text.Length, position + matched.Length)),
                });
                at++;
            }
            else if (Capture(template, at + 1, captures) is (var index and > 0, var digits))
            {
                result.Append(match[index].IsUndefined() ? "" : TypeConverter.ToString(match[index]));
                at += digits;
            }
            else if (next == '<' && groups is not null && template.IndexOf('>', at) is var end and > 0)
            {
                var value = groups.Get(template[(at + 2)..end]);
                result.Append(value.IsUndefined() ? "" : TypeConverter.ToString(value));
                at = end;
            }
            else
            {
                result.Append('$');
            }

            if (result.Length - before > 1)
            {
                _budget.Charge(result.Length - before);
            }
        }

        return result.ToString();
    }

    // Two digits where there are that many captures, else one.
    private static (int Index, int Digits) Capture(string template, int at, int captures)
    {
        var one = at < template.Length && char.IsAsciiDigit(template[at]) ? template[at] - '0' : -1;
        var two = one >= 0 && at + 1 < template.Length && char.IsAsciiDigit(template[at + 1]) ? (one * 10) + (template[at + 1] - '0') : -1;
        return two > 0 && two <= captures ? (two, 2) : one > 0 && one <= captures ? (one, 1) : (0, 0);
    }
}
