using System.Text.Json.Nodes;
using CmsSite.Recipes;

namespace CmsSite.Tests.Recipes;

/// <summary>Scripts that mean harm, or go wrong as if they did: an error at their place, and the process lives on.</summary>
public class RecipeScriptLimitTests
{
    private static readonly RecipeRunOptions _options = new() { ScriptLimits = new RecipeScriptLimits { Time = TimeSpan.FromSeconds(1) } };

    [Theory]
    [InlineData("while (true);", "statements")]
    [InlineData("for (;;) {}", "statements")]
    [InlineData("try { while (true); } catch (e) {} 1", "statements")]
    [InlineData("try { while (true); } finally { while (true); }", "statements")]
    [InlineData("[...(function* () { while (true) yield 1; })()]", "statements")]
    [InlineData("Promise.resolve().then(() => { while (true); }); 1", "statements")]
    [InlineData("let a = []; while (true) a.push('x'.repeat(1000).split(''))", "memory")]
    [InlineData("let s = 'x'; while (true) s += s", "memory")]
    [InlineData("function f() { f() } f()", "deep")]
    [InlineData("try { (function f() { f() })() } catch (e) { 1 }", "deep")]
    [InlineData("new Array(1e9)", "list of more than")]
    [InlineData("Array.from({ length: 1e9 })", "list of more than")]
    [InlineData("'x'.repeat(1e9)", "longer than")]
    [InlineData("'x'.padStart(1e9)", "longer than")]
    [InlineData("'x'.padEnd(1e9)", "longer than")]
    [InlineData("'a'.repeat(1000000).replace(/a/g, 'b'.repeat(1000))", "memory")]
    [InlineData("/a/g[Symbol.replace]('a'.repeat(1000000), 'b'.repeat(1000))", "memory")]
    [InlineData("'a'.repeat(1000000).replaceAll('a', \"$'\")", "memory")]
    [InlineData("'a'.repeat(1000000).replace(/a/g, (b => () => b)('b'.repeat(1000)))", "memory")]
    [InlineData("/(a+)+$/.test('a'.repeat(50) + 'b')", "regular expression")]
    [InlineData("let a = []; a[4294967294] = 1; a.sort()", "statements")]
    [InlineData("Array.prototype.includes.call({ length: 9e15 }, 1)", "memory")]
    [InlineData("new Uint8Array(2e9)", "Uint8Array is not defined")]
    [InlineData("new ArrayBuffer(2e9)", "ArrayBuffer is not defined")]
    [InlineData("Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 1e9)", "Atomics is not defined")]
    [InlineData("let x = 3n; for (let i = 0; i < 40; i++) x = x * x", "big integers")]
    [InlineData("BigInt(1)", "BigInt is not defined")]
    [InlineData("eval('1')", "String compilation has been disabled")]
    [InlineData("new Function('return 1')()", "String compilation has been disabled")]
    [InlineData("(() => {}).constructor('return 1')()", "String compilation has been disabled")]
    [InlineData("System.IO.File.ReadAllText('/etc/passwd')", "System is not defined")]
    [InlineData("importNamespace('System')", "importNamespace is not defined")]
    [InlineData("require('fs')", "require is not defined")]
    [InlineData("uuid.GetType()", "not a function")]
    [InlineData("({ get a() { return this } })", "nested too deep")]
    [InlineData("let o = {}; o.o = o; o", "nested too deep")]
    [InlineData("let a = 1; for (let i = 0; i < 20000; i++) a = [a]; a", "nested too deep")]
    [InlineData("new Promise(() => {})", "a promise")]
    [InlineData("NaN", "NaN")]
    public async Task A_script_is_stopped_at_its_limit(string script, string message)
    {
        var text = JsonValue.Create($"[js: {script}]")!.ToJsonString();
        var (value, result) = await Recipe.EvaluateAsync(text, run: new RecipeRun(options: _options));

        Assert.Null(value);
        var problem = Assert.Single(result.Problems);
        // On a busy machine any of them may run out of time first.
        Assert.Matches($"{message}|takes longer", problem.Message);
        Assert.Equal(("steps[0].value", 1), (problem.Path, problem.Line));
    }

    // One level a statement: what recurses natively goes as deep as the statements allow, and must find stack enough.
    [Theory]
    [InlineData("let b = []; for (let i = 0; i < 30000; i++) b = [b]; JSON.stringify(b).length")]
    [InlineData("Array(90000).fill(0).reduce(a => [a], []).flat(Infinity).length")]
    [InlineData("let b = []; for (let i = 0; i < 30000; i++) b = [b]; String(b)")]
    [InlineData("let f = () => 1; for (let i = 0; i < 30000; i++) f = f.bind(null); f()")]
    [InlineData("let p = {}; for (let i = 0; i < 30000; i++) p = new Proxy(p, {}); p.x")]
    [InlineData("let p = {}; for (let i = 0; i < 30000; i++) p = Object.create(p); p.x")]
    [InlineData("let s = ''; for (let i = 0; i < 30000; i++) s = 'a' + s; s.length")]
    [InlineData("new RegExp('('.repeat(20000) + ')'.repeat(20000)).test('a')")]
    public async Task A_deep_structure_does_not_end_the_process(string script)
    {
        var text = JsonValue.Create($"[js: {script}]")!.ToJsonString();
        var (value, result) = await Recipe.EvaluateAsync(text, run: new RecipeRun(options: _options));
        Assert.True(value is not null || result.Errors.Any());
    }

    [Fact]
    public async Task A_script_without_a_limit_inside_is_given_up_from_outside()
    {
        // Parsing nested functions takes time that grows with the square of their number, and looks at no limit.
        var script = string.Concat(Enumerable.Repeat("a=>", 20_000)) + "1";
        var options = _options with { ScriptLimits = new RecipeScriptLimits { Time = TimeSpan.FromMilliseconds(50) } };
        var (_, result) = await Recipe.EvaluateAsync($"\"[js: {script}]\"", run: new RecipeRun(options: options));
        Assert.Contains("longer than 0.05 s", Assert.Single(result.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validation_gives_up_too()
    {
        var script = string.Concat(Enumerable.Repeat("a=>", 20_000)) + "1";
        using var package = RecipePackage.FromText($$"""{ "steps": [ { "name": "note", "v": "[js: {{script}}]" } ] }""");
        var run = new RecipeRun(options: new RecipeRunOptions { ScriptLimits = new RecipeScriptLimits { Time = TimeSpan.FromMilliseconds(50) } });
        var result = await new RecipeExecutor([new RecordingStep("note")]).ValidateAsync(package, run);
        Assert.Equal("steps[0].v", Assert.Single(result.Errors).Path);
    }

    [Fact]
    public async Task A_script_in_a_variable_has_limits_too_and_costs_them_once()
    {
        var (_, result) = await Recipe.EvaluateAsync("""["[js: variables('a')]", "[js: variables('a')]"]""", """{ "a": "[js: while (true);]" }""");
        Assert.Equal("variables.a", Assert.Single(result.Problems).Path);
    }

    [Fact]
    public async Task Time_spent_in_the_host_is_not_the_scripts()
    {
        var options = new RecipeRunOptions { ScriptLimits = new RecipeScriptLimits { Time = TimeSpan.FromMilliseconds(200), Memory = 20_000_000 } };
        var (value, result) = await Recipe.EvaluateAsync(
            "\"[js: let n = 0; for (let i = 0; i < 3; i++) n += slow(); n]\"",
            run: new RecipeRun(options: options),
            functions: new RecipeFunction("slow", () =>
            {
                Thread.Sleep(800); // the subject itself: a host function that takes its time
                return GC.AllocateUninitializedArray<byte>(30_000_000).Length > 0 ? 1 : 0;
            }));
        Assert.Empty(result.Problems);
        Assert.Equal(3, (int?)value);
    }

    [Fact]
    public async Task A_run_can_be_cancelled_inside_a_script()
    {
        using var cancellation = new CancellationTokenSource();
        using var package = RecipePackage.FromText("""{ "steps": [ { "name": "note", "v": "[js: stop(); while (true);]" } ] }""");
        var executor = new RecipeExecutor([new RecordingStep("note")], [new Stop(cancellation)]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executor.ExecuteAsync(package, new RecipeRun(), cancellation.Token));
    }

    private sealed class Stop(CancellationTokenSource cancellation) : IRecipeFunctionProvider
    {
        public IEnumerable<RecipeFunction> GetFunctions(RecipeRun run) => [new("stop", () => cancellation.Cancel())];
    }
}
