/**
 * Runs a Pulumi program in this process, offline, and records every registration the engine would receive.
 * The program is the same one `pulumi up` runs; nothing of it knows that it is recorded.
 */
import * as pulumi from "@pulumi/pulumi";

import { parseAutonaming } from "../../components/shared/autonaming";
import { ANY_FACTS } from "../facts";
import type { FactsByType } from "../facts/facts";
import type { Mode } from "./answers";
import { ConstructionLog } from "./construction";
import { buildGraph, type PlannedGraph } from "./graph";
import { RecordingMonitor } from "./monitor";
import * as problems from "./problems";
import { captureRejections, describeError, isUnexpected, nextTurn } from "./rejections";
import type { RecordedRequest } from "./requests";
import { takeShortcuts } from "./shortcuts";
import { watch } from "./watchdog";

/** What a program returns: the stack's outputs, now or later. */
export type Program = () => unknown;

export interface RecordOptions {
    /** Called again, for its stack traces, when it fails with an error not meant for the user. */
    readonly program: Program;
    readonly project: string;
    readonly stack: string;
    /** What the program is told its stack is; URNs and ids are those of `stack`. @default `stack` */
    readonly toldStack?: string;
    readonly organization: string;
    /** As the engine hands it over: `namespace:key` → text, objects as JSON. */
    readonly config: Readonly<Record<string, string>>;
    /** Keys of `config` whose values are secret. Their values show nowhere in the recording. */
    readonly secretKeys: readonly string[];
    readonly mode: Mode;
    /** @default the kit's facts, derived for types nobody wrote any for */
    readonly facts?: FactsByType;
    /** How long the program may register nothing before it counts as stuck. @default 1000 */
    readonly idleLimitMs?: number;
    /**
     * Told of a registration that arrives after the recording, which the plan therefore misses.
     * @default throws, which ends the process with exit code 1
     */
    readonly onLate?: (problem: string) => void;
}

export interface Recording {
    readonly graph: PlannedGraph;
    /** Raw requests, in the order received. */
    readonly requests: readonly RecordedRequest[];
    /** What makes the plan untrustworthy, each with its remedy; empty for a faultless program. */
    readonly problems: readonly string[];
}

let recording = false;

/**
 * Records one program. One at a time: the SDK keeps its state in the process.
 * @throws Error when another recording is under way.
 */
export async function recordProgram(options: RecordOptions): Promise<Recording> {
    if (recording) throw new Error("one recording at a time: the Pulumi SDK keeps its state in the process");
    recording = true;
    try {
        const quick = await runQuickly(options);
        // A program that breaks is worth the time of a second run, which can say where.
        return quick.problems.some(isUnexpected) ? await run(options) : quick;
    } finally {
        recording = false;
    }
}

async function runQuickly(options: RecordOptions): Promise<Recording> {
    const shortcuts = takeShortcuts();
    try {
        return await run(options);
    } finally {
        shortcuts.restore();
    }
}

async function run(options: RecordOptions): Promise<Recording> {
    const { project, stack, toldStack = stack, organization, mode } = options;
    const facts = options.facts ?? ANY_FACTS;
    const autonaming = parseAutonaming(options);
    const monitor = new RecordingMonitor({ project, stack, mode, facts, autonaming });
    const report = (problem: string): void => void monitor.problems.add(problem);
    const log = new ConstructionLog(stack, project, report);
    const rejections = captureRejections(report);
    // Preview in both modes: in an update the SDK would silently drop an input whose value is missing.
    pulumi.runtime.setMockOptions(monitor, project, toldStack, true, organization);
    pulumi.runtime.setAllConfig({ ...options.config }, [...options.secretKeys]);
    try {
        await runToEnd(options, monitor, log);
        // Callbacks that were due with the program's end still count as part of it.
        await nextTurn();
    } finally {
        closeAgainstLateCalls(options);
        await rejections.release();
    }
    const secrets = options.secretKeys.map((key) => options.config[key] ?? "").filter((text) => text !== "");
    const requests = [...monitor.requests];
    return {
        graph: buildGraph(requests, {
            project,
            stack,
            secrets,
            derived: monitor.derived,
            autonaming,
            facts,
        }),
        requests,
        problems: [...monitor.problems].map((problem) => withoutSecrets(problem, secrets)),
    };
}

async function runToEnd(
    options: RecordOptions,
    monitor: RecordingMonitor,
    log: ConstructionLog,
): Promise<void> {
    const end = await watch(runProgram(options.program, log, monitor), {
        progress: () => monitor.received + log.urns.size,
        idleLimitMs: options.idleLimitMs ?? 1000,
    });
    if (end === "done") return;
    const missing = [...log.urns].filter((urn) => !monitor.has(urn));
    monitor.problems.add(missing.length === 0 ? problems.neverEnds() : problems.neverRegistered(missing));
}

async function runProgram(program: Program, log: ConstructionLog, monitor: RecordingMonitor): Promise<void> {
    try {
        await pulumi.runtime.runInPulumiStack(async () => log.observe(program));
    } catch (error) {
        monitor.problems.add(describeError(error));
    }
    await pulumi.runtime.disconnect();
}

/**
 * Resets the SDK, whose leak detector would otherwise end the process with exit code 1 after any problem, and
 * leaves a monitor behind that refuses by name whatever still comes.
 */
function closeAgainstLateCalls({ project, stack, onLate }: RecordOptions): void {
    const late = (name: string): void => {
        const problem = problems.afterEnd(name);
        if (onLate === undefined) throw new Error(problem);
        onLate(problem);
    };
    const closed = {
        supportsFeature: () => late("a program"),
        registerResource: (request: NamedRequest) =>
            late(problems.label(request.getType(), request.getName())),
        readResource: (request: NamedRequest) => late(problems.label(request.getType(), request.getName())),
        registerResourceOutputs: () => undefined,
        invoke: (request: TokenRequest) => late(request.getTok()),
        call: (request: TokenRequest) => late(request.getTok()),
        close: () => undefined,
    };
    pulumi.runtime.setMockOptions(closed, project, stack, true, "");
    pulumi.runtime.setAllConfig({}, []);
}

interface NamedRequest {
    readonly getType: () => string;
    readonly getName: () => string;
}

interface TokenRequest {
    readonly getTok: () => string;
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
    return secrets
        .filter((secret) => secret.length > 3)
        .reduce((cleaned, secret) => cleaned.replaceAll(secret, "[secret]"), text);
}
