/**
 * Sees every resource at the moment it is made, before the SDK waits for its arguments: so that one that is
 * never registered can be named, and one made too late is noticed.
 */
import * as pulumi from "@pulumi/pulumi";

import * as problems from "./problems";
import { makeUrn } from "./urn";

/** Where the program stands. */
type Phase = "running" | "waiting" | "returned";

export class ConstructionLog {
    /** URN → resource, in the order they were made. */
    public readonly urns = new Set<string>();
    private readonly urnOf = new WeakMap<pulumi.Resource, string>();
    private phase: Phase = "running";

    public constructor(
        private readonly stack: string,
        private readonly project: string,
        private readonly report: (problem: string) => void,
    ) {}

    /**
     * Runs the program under observation. To be called inside the stack, where a transformation set on it
     * reaches every resource; ours changes no argument.
     */
    public async observe<Result>(program: () => Result): Promise<Awaited<Result>> {
        pulumi.runtime.registerStackTransformation((args) => this.made(args));
        const returned = program();
        this.phase = "waiting";
        // A program that returns no promise is over now: whatever is made later is made in a callback.
        if (!(returned instanceof Promise)) this.phase = "returned";
        const result = await returned;
        this.phase = "returned";
        return result;
    }

    private made(args: pulumi.ResourceTransformationArgs): pulumi.ResourceTransformationResult | undefined {
        const { resource, type, name, opts } = args;
        const parent = opts.parent === undefined ? undefined : this.urnOf.get(opts.parent);
        const urn = makeUrn(this.stack, this.project, type, name, parent);
        this.urnOf.set(resource, urn);
        this.urns.add(urn);
        if (this.phase !== "running") this.checkPlace(problems.label(type, name));
        return this.withoutUnsupported(args);
    }

    private checkPlace(name: string): void {
        if (calledFromApply()) this.report(problems.insideApply(name));
        else if (this.phase === "returned") this.report(problems.afterReturn(name));
    }

    /** Transforms and hooks would stop the registration without a name: report them here and go on. */
    private withoutUnsupported(
        args: pulumi.ResourceTransformationArgs,
    ): pulumi.ResourceTransformationResult | undefined {
        const { type, name, opts, props } = args;
        const transforms = (opts.transforms ?? []).length > 0;
        const hooks = Object.keys(opts.hooks ?? {}).length > 0;
        if (!transforms && !hooks) return undefined;
        const where = problems.label(type, name);
        if (transforms) this.report(problems.unsupported("transforms", where));
        if (hooks) this.report(problems.unsupported("resource hooks", where));
        return { props, opts: { ...opts, transforms: [], hooks: {} } };
    }
}

/**
 * Whether an `apply` callback is on the stack, also across its awaits. Only asked for resources that are
 * made while the program is no longer in its first turn, so an ordinary program never pays for it.
 */
function calledFromApply(): boolean {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = Number.POSITIVE_INFINITY;
    const { stack } = new Error("who called?");
    Error.stackTraceLimit = limit;
    return stack?.includes("applyHelperAsync") ?? false;
}
