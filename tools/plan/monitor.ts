/**
 * The engine's side of the protocol, without an engine: takes every registration, answers it from the facts
 * and keeps the raw requests. One object for both transports: handed to the SDK in this process, or
 * put behind a server that the real Node runtime talks to.
 */
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Autonaming } from "../../components/shared/autonaming";
import type { Json } from "../../components/shared/json";
import type { FactsByType, Properties, ResourceFacts } from "../facts/facts";
import { type Answer, answer, answerWithoutFacts, autoNameOf, type Mode, type Question } from "./answers";
import { checkNameLength } from "./name-lengths";
import * as problems from "./problems";
import { propertiesOf, type RecordedRequest, toStruct } from "./requests";
import { makeUrn, typeOfUrn, urnOfProviderReference } from "./urn";
import { mapValues, reveal, UNKNOWN, unknownPaths } from "./wire-values";

export interface MonitorOptions {
    readonly project: string;
    readonly stack: string;
    readonly mode: Mode;
    readonly facts: FactsByType;
    /** How the stack names what the program gives no name. @default as Pulumi does */
    readonly autonaming?: Autonaming | undefined;
}

type Callback<Response> = (error: Error | null, response: Response) => void;

/**
 * What the engine offers and a recording can follow. Transforms and hooks run inside the engine: saying no
 * makes the SDK complain, which the recorder translates.
 */
const FEATURES: ReadonlySet<string> = new Set([
    "secrets",
    "resourceReferences",
    "outputValues",
    "deletedWith",
    "replaceWith",
    "aliasSpecs",
    "parameterization",
]);

export class RecordingMonitor {
    /** Everything received, in order. */
    public readonly requests: RecordedRequest[] = [];
    /** Complaints, each once. */
    public readonly problems = new Set<string>();
    /** Counts what arrives, so that a watchdog sees progress. */
    public received = 0;
    /** Resources by type that were answered from derived facts. */
    public readonly derived = new Map<string, number>();
    private readonly urns = new Set<string>();
    private readonly providerInputs = new Map<string, Properties>();
    private readonly outputsById = new Map<string, Properties>();

    public constructor(private readonly options: MonitorOptions) {}

    public has(urn: string): boolean {
        return this.urns.has(urn);
    }

    public supportsFeature(
        request: proto.SupportsFeatureRequest,
        callback: Callback<proto.SupportsFeatureResponse>,
    ): void {
        this.keep({ kind: "supportsFeature", request });
        const response = new proto.SupportsFeatureResponse();
        response.setHassupport(FEATURES.has(request.getId()));
        callback(null, response);
    }

    public registerResource(
        request: proto.RegisterResourceRequest,
        callback: Callback<proto.RegisterResourceResponse>,
    ): void {
        const { stack, project } = this.options;
        const urn = makeUrn(stack, project, request.getType(), request.getName(), request.getParent());
        this.keep({ kind: "registerResource", urn, request });
        if (this.urns.has(urn)) this.problems.add(problems.duplicate(urn));
        this.urns.add(urn);
        const inputs = propertiesOf(request.getObject());
        this.checkRegistration(urn, request, inputs);
        const response = new proto.RegisterResourceResponse();
        response.setUrn(urn);
        // A remote component's plugin answers with outputs as a provider does; other components answer themselves.
        if (hasProvider(request)) {
            const { id, outputs } = this.answerFor(urn, request, inputs);
            response.setId(id);
            response.setObject(toStruct(outputs));
        }
        callback(null, response);
    }

    public registerResourceOutputs(
        request: proto.RegisterResourceOutputsRequest,
        callback: Callback<Empty>,
    ): void {
        this.keep({ kind: "registerResourceOutputs", urn: request.getUrn(), request });
        this.checkUnknown(request.getUrn(), propertiesOf(request.getOutputs()), () => []);
        callback(null, new Empty());
    }

    public readResource(
        request: proto.ReadResourceRequest,
        callback: Callback<proto.ReadResourceResponse>,
    ): void {
        const { stack, project } = this.options;
        const urn = makeUrn(stack, project, request.getType(), request.getName(), request.getParent());
        this.keep({ kind: "readResource", urn, request });
        this.urns.add(urn);
        this.problems.add(problems.lookup("read", problems.label(request.getType(), request.getName())));
        const response = new proto.ReadResourceResponse();
        response.setUrn(urn);
        response.setProperties(request.getProperties() ?? new Struct());
        callback(null, response);
    }

    public invoke(request: proto.ResourceInvokeRequest, callback: Callback<provider.InvokeResponse>): void {
        this.keep({ kind: "invoke", request });
        this.problems.add(problems.lookup("invoke", request.getTok()));
        const response = new provider.InvokeResponse();
        response.setReturn(new Struct());
        callback(null, response);
    }

    public call(request: proto.ResourceCallRequest, callback: Callback<provider.CallResponse>): void {
        this.keep({ kind: "call", request });
        this.problems.add(problems.lookup("call", request.getTok()));
        const response = new provider.CallResponse();
        response.setReturn(new Struct());
        callback(null, response);
    }

    public registerPackage(
        request: proto.RegisterPackageRequest,
        callback: Callback<proto.RegisterPackageResponse>,
    ): void {
        this.keep({ kind: "registerPackage", request });
        const response = new proto.RegisterPackageResponse();
        response.setRef(`${request.getName()}@${request.getVersion()}`);
        callback(null, response);
    }

    public registerStackTransform(_request: unknown, callback: Callback<Empty>): void {
        this.refuseFeature("transforms", callback);
    }

    public registerStackInvokeTransform(_request: unknown, callback: Callback<Empty>): void {
        this.refuseFeature("transforms", callback);
    }

    public registerResourceHook(_request: unknown, callback: Callback<Empty>): void {
        this.refuseFeature("resource hooks", callback);
    }

    public registerErrorHook(_request: unknown, callback: Callback<Empty>): void {
        this.refuseFeature("error hooks", callback);
    }

    /** The runtime says it is done and may be let go. */
    public signalAndWaitForShutdown(request: Empty, callback: Callback<Empty>): void {
        this.keep({ kind: "signalAndWaitForShutdown", request });
        callback(null, new Empty());
    }

    /** The SDK closes its client when it disconnects. */
    public close(): void {
        // Nothing is open.
    }

    private keep(request: RecordedRequest): void {
        this.received += 1;
        this.requests.push(request);
    }

    private refuseFeature(feature: string, callback: Callback<Empty>): void {
        this.received += 1;
        this.problems.add(problems.unsupported(feature));
        callback(null, new Empty());
    }

    private answerFor(urn: string, request: proto.RegisterResourceRequest, inputs: Properties): Answer {
        const type = request.getType();
        const facts = this.options.facts.get(type);
        const question: Question = {
            urn,
            name: request.getName(),
            inputs,
            secretOutputs: request.getAdditionalsecretoutputsList(),
            providerInputs: this.providerInputsFor(request),
            find: (id) => this.find(id),
        };
        const missing = request.getRemote() ? problems.noFactsOfComponent : problems.noFacts;
        if (facts === undefined) this.problems.add(missing(type));
        if (facts?.derived !== undefined) this.derived.set(type, (this.derived.get(type) ?? 0) + 1);
        const answered =
            facts === undefined
                ? answerWithoutFacts(question, this.options.mode)
                : answer(facts, this.named(question, facts), this.options.mode);
        if (answered.id !== "") this.outputsById.set(answered.id, answered.outputs);
        if (type.startsWith("pulumi:providers:")) this.providerInputs.set(urn, mapValues(inputs, reveal));
        return answered;
    }

    private find(id: Json | undefined): Properties | undefined {
        const outputs = typeof id === "string" ? this.outputsById.get(id) : undefined;
        return outputs === undefined ? undefined : mapValues(outputs, reveal);
    }

    /** With the name the stack's own naming makes, if it does. */
    private named(question: Question, { physicalName, type }: ResourceFacts): Question {
        const rule = physicalName.value;
        const autoName = autoNameOf(this.options.autonaming, rule, { ...question, type });
        if (autoName === undefined) return question;
        for (const problem of checkNameLength(question.urn, autoName, rule)) this.problems.add(problem);
        return { ...question, autoName };
    }

    /** What is made in AWS inside a remote component has the AWS provider it was given to pass on. */
    private providerInputsFor(request: proto.RegisterResourceRequest): Properties {
        const passedOn = request.getRemote() ? request.getProvidersMap().get("aws") : undefined;
        return this.providerInputs.get(urnOfProviderReference(passedOn ?? request.getProvider())) ?? {};
    }

    private checkRegistration(urn: string, request: proto.RegisterResourceRequest, inputs: Properties): void {
        const isProvider = request.getType().startsWith("pulumi:providers:");
        if (hasProvider(request) && !isProvider && request.getProvider() === "") {
            this.problems.add(problems.noProvider(urn));
        }
        const dependencies = request.getPropertydependenciesMap();
        this.checkUnknown(urn, inputs, (property) => dependencies.get(property)?.getUrnsList() ?? []);
        if (this.options.mode === "deterministic" && request.getProvider().includes(UNKNOWN)) {
            const origin = urnOfProviderReference(request.getProvider());
            this.problems.add(problems.unknownValue(urn, "provider", [origin]));
        }
    }

    /** In a deterministic plan nothing may be unknown: it would hide what the plan is for. */
    private checkUnknown(
        urn: string,
        properties: Properties,
        originsOf: (property: string) => readonly string[],
    ): void {
        if (this.options.mode !== "deterministic") return;
        for (const [property, value] of Object.entries(properties)) {
            const origins = oneOfEachType(originsOf(property));
            for (const path of unknownPaths(value, property)) {
                this.problems.add(problems.unknownValue(urn, path, origins));
            }
        }
    }
}

/**
 * Whether a plugin stands behind a resource: of components only behind remote ones.
 * Source: pulumi/pulumi pkg/resource/deploy/source_eval.go, RegisterResource.
 */
function hasProvider(request: proto.RegisterResourceRequest): boolean {
    return request.getCustom() || request.getRemote();
}

function oneOfEachType(urns: readonly string[]): string[] {
    const byType = new Map(urns.map((urn) => [typeOfUrn(urn), urn]));
    return [...byType.values()].sort();
}
