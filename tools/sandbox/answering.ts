/** Ids and outputs of simulated resources: from the facts, as in the plan, but never the same twice. */
import type { Json } from "../../components/shared/json";
import type { FactsByType, Properties } from "../facts/facts";
import { answer, type Answer, answerWithoutFacts, hideComposed, type Mode } from "../plan/answers";
import { stackOfUrn } from "../plan/urn";
import { mapValues, UNKNOWN } from "../plan/wire-values";
import type { Connection } from "./connection";
import { type Entry, type Inventory, valuesOf } from "./inventory";

/** A resource as a provider is asked about it. */
export interface Subject {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** Empty for what does not exist yet. */
    readonly id: string;
    /** As received: with marks for secrets. */
    readonly inputs: Properties;
    readonly connection: Connection;
}

/** Outputs that get a new value with each update. */
const RENEWED: Readonly<Record<string, (revision: number) => Properties>> = {
    // Source: terraform-provider-aws internal/service/ec2/ec2_launch_template.go, CustomizeDiff: every change makes a version.
    "aws:ec2/launchTemplate:LaunchTemplate": (revision) => ({ latestVersion: 1 + revision }),
};

export class Answering {
    public constructor(
        private readonly facts: FactsByType,
        private readonly inventory: Inventory,
    ) {}

    /** What a preview knows of a resource that is to be created. */
    public ofPreview(subject: Subject): Answer {
        return this.ask(subject, "unknown", subject.urn);
    }

    public ofCreation(subject: Subject, serial: number): Omit<Entry, "place" | "status"> {
        const { inputs, name, type, urn } = subject;
        const answer = this.ofUpdate(subject, { serial, revision: 0 });
        return { ...answer, type, name, stack: stackOfUrn(urn), serial, revision: 0, inputs };
    }

    /** A resource keeps its id and what was made from it. */
    public ofUpdate(subject: Subject, { serial, revision }: { serial: number; revision: number }): Answer {
        const { id, outputs } = this.ask(subject, "deterministic", `${subject.urn} ${serial}`);
        // What AWS has no value for, a provider leaves out.
        const said = Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== null));
        return { id, outputs: { ...said, ...RENEWED[subject.type]?.(revision) } };
    }

    /** As {@link ofUpdate}, with what only the update itself will tell unknown. */
    public ofPreviewedUpdate(subject: Subject, serial: number): Properties {
        const { outputs } = this.ofUpdate(subject, { serial, revision: 0 });
        const renewed = Object.keys(RENEWED[subject.type]?.(0) ?? {});
        const unknown = Object.fromEntries(renewed.map((key): [string, Json] => [key, UNKNOWN]));
        return { ...mapValues(outputs, hideComposed), ...unknown };
    }

    private ask(subject: Subject, mode: Mode, identity: string): Answer {
        const facts = this.facts.get(subject.type);
        const question = {
            urn: subject.urn,
            name: subject.name,
            identity,
            inputs: subject.inputs,
            secretOutputs: [],
            providerInputs: subject.connection.inputs,
            find: (id: Json | undefined) => {
                const found = typeof id === "string" ? this.inventory.find(id) : undefined;
                return found === undefined ? undefined : valuesOf(found);
            },
        };
        return facts === undefined ? answerWithoutFacts(question, mode) : answer(facts, question, mode);
    }
}
