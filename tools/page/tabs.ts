/** The tabs of an environment, in their order. */
import { MARKS, pictureOf } from "./drawing-svg";
import { differenceMarks } from "./difference";
import { PART_KINDS } from "./drawn";
import { outlineOf } from "./drawing-list";
import type { GraphIndex } from "./graph-index";
import { type Html, markup } from "./html";
import { missing } from "./pieces";
import { changesTab } from "./tab-changes";
import { controlsTab } from "./tab-controls";
import { costTab } from "./tab-cost";
import { fitTab } from "./tab-fit";
import { calendarTab, materialsTab } from "./tab-lists";
import { timeTab } from "./tab-time";
import type { Before, PageEnvironment } from "./views";

export interface Tab {
    readonly id: string;
    readonly title: string;
    readonly body: Html;
}

/** What a tab is drawn from. */
interface Subject {
    readonly environment: PageEnvironment;
    readonly index: GraphIndex;
    readonly before: Before | undefined;
}

interface TabMaker {
    readonly id: string;
    readonly title: string;
    /** Undefined where its report is not there. */
    readonly body: (subject: Subject) => Html | undefined;
    /** What the tab would say, and the command that does; of tabs that may be without. */
    readonly without?: readonly [what: string, command: string];
}

const TABS: readonly TabMaker[] = [
    { id: "platform", title: "Platform", body: ({ environment }) => platformTab(environment) },
    {
        id: "changes",
        title: "Changes",
        body: ({ before }) => before && changesTab(before.review, before.label),
    },
    {
        id: "cost",
        title: "Cost",
        body: ({ before, environment: { cost } }) => cost && costTab(cost, before?.cost),
        without: ["What it costs", "cost"],
    },
    {
        id: "deployment",
        title: "Deployment",
        body: ({ before, environment: { time }, index }) =>
            time && timeTab(time, before?.time, { ownerOf: ownersIn(index) }),
        without: ["How long it takes", "time"],
    },
    {
        id: "addresses",
        title: "Addresses",
        body: ({ before, environment: { fit } }) => fit && fitTab(fit, before?.fit),
        without: ["Whether it fits", "fit"],
    },
    {
        id: "controls",
        title: "Controls",
        body: ({ before, environment: { controls } }) => controls && controlsTab(controls, before?.controls),
        without: ["Which controls hold", "controls"],
    },
    {
        id: "materials",
        title: "Materials",
        body: ({ before, environment: { materials } }) => materialsTab(materials, before?.materials),
    },
    {
        id: "calendar",
        title: "Calendar",
        body: ({ before, environment: { calendar } }) => calendar && calendarTab(calendar, before?.calendar),
        without: ["What runs out when", "calendar"],
    },
    { id: "resources", title: "Resources", body: ({ environment }) => resourcesTab(environment) },
];

export function tabsOf(environment: PageEnvironment, index: GraphIndex): readonly Tab[] {
    const subject: Subject = { environment, index, before: environment.before };
    return TABS.flatMap(({ body, id, title, without }): Tab[] => {
        const made = body(subject);
        if (made !== undefined) return [{ id, title, body: made }];
        if (without === undefined) return [];
        const [what, command] = without;
        return [{ id, title, body: missing(what, `${command} ${environment.graph.stack}`) }];
    });
}

function resourcesTab({ graph: { stack } }: PageEnvironment): Html {
    return markup`<div class="resources" data-resources="${stack}"><p class="quiet">This list needs scripts.</p></div>`;
}

/** Kinds with a colour of their own; what the others are, their titles say. */
const COLOURED = ["plane", "public", "private", "nodes", "fargate", "pool", "zone"] as const;

function platformTab(environment: PageEnvironment): Html {
    const { drawing, placed } = environment;
    const marks = differenceMarks(environment);
    const kinds = new Set(drawing.parts.map(({ kind }) => kind));
    return markup`<div class="picture" tabindex="0" role="region" aria-label="Drawing of ${drawing.stack}">
            ${pictureOf({ drawing, placed, marks })}
        </div>
        <div class="outline-frame">${outlineOf({ drawing, marks })}</div>
        <p class="legend">
            ${COLOURED.filter((kind) => kinds.has(kind)).map((kind) => markup`<span class="entry"><span class="key is-${kind}"></span> ${PART_KINDS[kind]}</span> `)}${[...new Set(marks.values())].map((mark) => markup`<span class="entry"><i class="tag op-${mark}">${MARKS[mark]}</i></span> `)}<span
                class="hint"
                >Choose a part for its decisions, inputs and reasons.</span
            >
        </p>`;
}

/** The component right below the platform. */
function ownersIn(index: GraphIndex): (urn: string) => string {
    const root = index.platform?.urn;
    const known = new Map<string, string>();
    const ownerOf = (urn: string): string => {
        const found = known.get(urn);
        if (found !== undefined) return found;
        const resource = index.get(urn);
        const { name = "", parent } = resource ?? {};
        const owner =
            parent === undefined || parent === root || index.get(parent) === undefined
                ? name
                : ownerOf(parent);
        known.set(urn, owner);
        return owner;
    };
    return ownerOf;
}
