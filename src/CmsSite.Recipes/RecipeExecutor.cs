using System.Text.Json;
using CmsSite.Recipes.Scripting;
using CmsSite.Recipes.Signing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CmsSite.Recipes;

/// <summary>Runs recipes: step after step, each given to the handlers that know its name.</summary>
/// <remarks>
/// It commits nothing. Whoever calls it has opened the unit of work that the handlers write through, and commits it when <see cref="RecipeResult.Succeeded"/>, so
/// that a recipe happens whole or not at all; running it and rolling back is what a plan is.
/// </remarks>
public sealed class RecipeExecutor(
    IEnumerable<IRecipeStepHandler> handlers,
    IEnumerable<IRecipeFunctionProvider>? functionProviders = null,
    RecipeCatalog? catalog = null,
    ILogger<RecipeExecutor>? logger = null)
{
    private readonly RecipeCatalog _catalog = catalog ?? new();
    private readonly ILogger _logger = logger ?? NullLogger<RecipeExecutor>.Instance;
    private readonly ILookup<string, IRecipeStepHandler> _handlers = handlers.ToLookup(handler => handler.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The steps that have a handler.</summary>
    public IReadOnlyCollection<string> StepNames => [.. _handlers.Select(group => group.First().Name).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Runs the recipe to its end, or to the end of the first step that fails. Failures are in the result; only cancellation throws.</summary>
    public async Task<RecipeResult> ExecuteAsync(RecipePackage package, RecipeRun run, CancellationToken cancellationToken = default)
    {
        run.Begin(package.Document.Name);
        var report = new RecipeReport(run);
        var functions = (functionProviders ?? []).SelectMany(provider => provider.GetFunctions(run)).ToList();
        var execution = new Execution(this, run, report, functions, cancellationToken);
        await execution.RunAsync(package, []).ConfigureAwait(false);
        return new RecipeResult(package.Document.Name, report.Problems(package.Document.File), report.Names, execution.StepsRun, execution.Exception) { Signature = execution.Signature };
    }

    /// <summary>
    /// What can be said without running anything: syntax, steps nobody knows, scripts that cannot work, files and inner recipes that are not there. Handlers are
    /// not called.
    /// </summary>
    public async Task<RecipeResult> ValidateAsync(RecipePackage package, RecipeRun? run = null, CancellationToken cancellationToken = default)
    {
        run ??= new RecipeRun();
        var report = new RecipeReport(run);
        IReadOnlyList<RecipeFunction> functions = [.. (functionProviders ?? []).SelectMany(provider => provider.GetFunctions(run))];
        var execution = new Execution(this, run, report, functions, cancellationToken);
        await execution.ValidateAsync(package, []).ConfigureAwait(false);
        return new RecipeResult(package.Document.Name, report.Problems(package.Document.File), report.Names, StepsRun: 0) { Signature = execution.Signature };
    }

    private sealed class Execution(
        RecipeExecutor executor, RecipeRun run, RecipeReport report, IReadOnlyList<RecipeFunction> functions, CancellationToken cancellationToken)
    {
        // Characters.
        private const int LargeDocument = 4_000_000;

        public int StepsRun { get; private set; }

        public Exception? Exception { get; private set; }

        /// <summary>Of the outermost package.</summary>
        public SignatureCheck? Signature { get; private set; }

        /// <param name="above">The recipes that this one was queued by, outermost first.</param>
        public async Task<bool> RunAsync(RecipePackage package, IReadOnlyList<RecipePackage> above)
        {
            var document = package.Document;
            foreach (var problem in document.Problems)
            {
                report.Add(problem);
            }

            await CheckSignatureAsync(package).ConfigureAwait(false);
            if (report.HasErrors || !CanRun(document))
            {
                return false;
            }

            var evaluator = new RecipeEvaluator(package, run, functions, report, executor._logger, cancellationToken);
            for (var index = 0; index < document.Steps.Count; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                run.Progress?.Report(new RecipeProgress(document.Name, index + 1, document.Steps.Count, document.Steps[index].Name, 0, 0, null));
                if (!await RunStepAsync(package, index, evaluator, [.. above, package]).ConfigureAwait(false))
                {
                    return false;
                }
            }

            return true;
        }

        public async Task ValidateAsync(RecipePackage package, IReadOnlyList<RecipePackage> above)
        {
            var document = package.Document;
            foreach (var problem in document.Problems)
            {
                report.Add(problem);
            }

            await CheckSignatureAsync(package).ConfigureAwait(false);
            CanRun(document);
            var names = new ScriptFunctions(run, functions, _ => null, () => Task.FromResult(RecipeIds.New()), executor._logger).Names;
            await new RecipeChecks(package, names, run, report).CheckScriptsAsync().ConfigureAwait(false);
            foreach (var step in document.Steps)
            {
                if (executor._handlers.Contains(step.Name))
                {
                    report.Add(new RecipeName("step", executor._handlers[step.Name].First().Name, RecipeNameState.Runs));
                }

                if (executor._handlers[step.Name].Any(handler => handler is RecipesStep))
                {
                    await ValidateInnerAsync(package, step, [.. above, package]).ConfigureAwait(false);
                }
            }
        }

        private async Task CheckSignatureAsync(RecipePackage package)
        {
            if (!package.IsWhole)
            {
                return;
            }

            var options = executor._catalog.Options;
            var check = await Task.Run(() => package.CheckSignature(options.TrustedKeys.AsReadOnly()), cancellationToken).ConfigureAwait(false);
            Signature ??= check;
            var isRequired = options.RequireSignature && !package.IsOfSite;
            if (check.State == SignatureState.Wrong)
            {
                report.Add(package.Document.Problem(RecipeSeverity.Error, "", $"the package is refused. {check.Words}", "Get it again from whoever made it"));
            }
            else if (check.State != SignatureState.Trusted && (isRequired || check.State == SignatureState.Unknown))
            {
                report.Add(package.Document.Problem(
                    isRequired ? RecipeSeverity.Error : RecipeSeverity.Warning, "", check.Words,
                    isRequired ? "This site takes only packages that somebody it trusts has signed" : "Compare the key with that of whoever made it, and add it to Recipes:TrustedKeys"));
            }
        }

        private async Task ValidateInnerAsync(RecipePackage package, RecipeStep step, IReadOnlyList<RecipePackage> chain)
        {
            foreach (var (name, path) in RecipesStep.Names(step.Json))
            {
                using var inner = OpenInner(package, name, JsonPath.Join(step.Path, path), chain);
                if (inner is not null)
                {
                    await ValidateAsync(inner, chain).ConfigureAwait(false);
                }
            }
        }

        // Before the first step: a misspelt last one should not cost the work of the others.
        private bool CanRun(RecipeDocument document)
        {
            if (!run.Options.AllowScripts)
            {
                RecipeChecks.ForbidScripts(document, report);
            }

            foreach (var step in document.Steps.Where(step => !executor._handlers.Contains(step.Name)))
            {
                report.Add(new RecipeName("step", step.Name, RecipeNameState.Unknown));
                // Orchard takes a step that nobody knows for a success.
                report.Add(document.Problem(
                    run.Options.AllowUnknownSteps ? RecipeSeverity.Warning : RecipeSeverity.Error,
                    JsonPath.Property(step.Path, "name"),
                    $"there is no step \"{step.Name}\"" + (run.Options.AllowUnknownSteps ? "; it is skipped" : ""),
                    Suggestion.For(step.Name, executor.StepNames) is { } near ? $"Did you mean \"{near}\"?" : "Remove it, or allow unknown steps"));
            }

            return !report.HasErrors;
        }

        private async Task<bool> RunStepAsync(RecipePackage package, int index, RecipeEvaluator evaluator, IReadOnlyList<RecipePackage> chain)
        {
            var step = package.Document.Steps[index];
            var named = executor._handlers[step.Name].ToList();
            if (named.Count == 0)
            {
                return true;
            }

            report.Add(new RecipeName("step", named[0].Name, RecipeNameState.Runs));
            if (await evaluator.EvaluateAsync(step).ConfigureAwait(false) is not { } evaluated)
            {
                return false;
            }

            var context = new RecipeStepContext(evaluated, step.Name, index, package.Document, package, run, report);
            foreach (var handler in named)
            {
                if (!await HandleAsync(handler, context).ConfigureAwait(false))
                {
                    return false;
                }
            }

            StepsRun++;
            foreach (var queued in context.Queued)
            {
                if (!await RunInnerAsync(queued, context, chain).ConfigureAwait(false))
                {
                    return false;
                }
            }

            return true;
        }

        private async Task<bool> HandleAsync(IRecipeStepHandler handler, RecipeStepContext context)
        {
            try
            {
                await handler.ExecuteAsync(context, cancellationToken).ConfigureAwait(false);
            }
            catch (RecipeException wrong)
            {
                context.Error(wrong);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception wrong) // a boundary: whatever a step fails with becomes a problem with a position
            {
                Exception = wrong;
                // The exception's own text may quote a secret, so the log gets its type and stack, and its message redacted.
                executor._logger.LogError(
                    "Recipe step {Step} of {Recipe} failed with {Type}: {Message}\n{Stack}",
                    context.Name, context.Package.Document.Name, wrong.GetType().Name, run.Redact(wrong.Message), wrong.StackTrace);
                context.Error((wrong as JsonException)?.Path?.TrimStart('$').TrimStart('.') ?? "", $"the step failed: {wrong.Message} ({wrong.GetType().Name})");
            }

            return !context.HasErrors;
        }

        private async Task<bool> RunInnerAsync(RecipeStepContext.QueuedRecipe queued, RecipeStepContext context, IReadOnlyList<RecipePackage> chain)
        {
            var (succeeded, isLarge) = await OpenAndRunAsync(queued, context, chain).ConfigureAwait(false);
            if (isLarge)
            {
                // What was read of it is in the oldest generation, which is looked through only when memory is short: the next files would come on top of it.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
            }

            return succeeded;
        }

        // By itself, so that nothing holds the recipe when it is over.
        private async Task<(bool Succeeded, bool IsLarge)> OpenAndRunAsync(RecipeStepContext.QueuedRecipe queued, RecipeStepContext context, IReadOnlyList<RecipePackage> chain)
        {
            using var inner = OpenInner(context.Package, queued.Name, context.FullPath(queued.Path), chain);
            return inner is null ? (false, false) : (await RunAsync(inner, chain).ConfigureAwait(false), inner.Document.Length > LargeDocument);
        }

        private RecipePackage? OpenInner(RecipePackage package, string name, string path, IReadOnlyList<RecipePackage> chain)
        {
            RecipePackage? inner = null;
            try
            {
                inner = package.Beside(name) ?? executor._catalog.Open(name, package.NamesBeside());
                var names = string.Join(" → ", chain.Append(inner).Select(link => link.Document.Name));
                if (chain.Any(link => link.Identity == inner.Identity))
                {
                    throw new RecipeException($"the recipe \"{name}\" runs itself: {names}", "Remove one of these");
                }

                if (chain.Count > run.Options.MaxInnerRecipeDepth)
                {
                    throw new RecipeException($"recipes run one another more than {run.Options.MaxInnerRecipeDepth} deep: {names}");
                }

                return inner;
            }
            catch (RecipeException wrong)
            {
                inner?.Dispose();
                report.Add(package.Document.Problem(RecipeSeverity.Error, path, wrong.Message, wrong.Hint));
                return null;
            }
        }
    }
}
