/** What the page shows of reports, in the form that its tabs draw: reports are turned into these at one place, from-reports.ts. */
import type { PlannedGraph } from "../plan/graph";
import type { Materials } from "../materials/materials";
import type { Outcome } from "../policy/report";
import type { EnvironmentReview } from "../review/report";
import type { Decided } from "./decided";
import type { Drawing } from "./drawn";
import type { PlacedDrawing } from "./layout";
import type { Reasons } from "./reasons";

/** Between two amounts; the same twice where one is known. */
export interface Between {
    readonly low: number;
    readonly high: number;
}

export type CostState = "by-use" | "free" | "priced" | "unknown";

/** A resource, or a thing somebody pays for that no resource is. */
export interface CostLine {
    readonly urn?: string;
    readonly name: string;
    /** Logical name of the component. */
    readonly component: string;
    readonly what: string;
    /** What it is in a few words, without its price. @default `what` */
    readonly kind?: string;
    readonly state: CostState;
    /** USD an hour; absent where nothing stands all the time. */
    readonly hour?: Between;
}

export interface CostView {
    readonly lines: readonly CostLine[];
    /** USD an hour, each with what it is of. */
    readonly totals: readonly { readonly of: string; readonly hour: Between }[];
    /** USD a month of 730 hours, of what stands with the kit's own pods. */
    readonly month: Between;
    /** What pools may grow to, USD an hour. */
    readonly ceilings: readonly { readonly of: string; readonly hour?: Between; readonly why: string }[];
    /** Against a base, of what stands. */
    readonly change?: BillChange;
    readonly notes: readonly string[];
}

/** What a change does to a month's bill, USD. */
export interface BillChange {
    readonly month: Between;
    readonly rows: readonly {
        readonly label: string;
        readonly quantityBefore: number;
        readonly quantityAfter: number;
        readonly change: Between;
    }[];
}

export interface TimeStep {
    readonly urn: string;
    readonly name: string;
    readonly operation: string;
    /** Seconds from the beginning. */
    readonly start: number;
    readonly end: number;
    readonly isCritical: boolean;
    readonly source: string;
}

export interface ScheduleView {
    readonly title: string;
    /** Seconds. */
    readonly shortest: number;
    readonly usual: number;
    readonly longest: number;
    readonly steps: readonly TimeStep[];
    readonly savings: readonly string[];
}

export interface TimeView {
    /** The first deployment first. */
    readonly schedules: readonly ScheduleView[];
    readonly notes: readonly string[];
}

export interface SubnetUse {
    readonly urn?: string;
    readonly subnet: string;
    readonly zone: string;
    readonly total: number;
    readonly reserved: number;
    readonly uses: readonly { readonly by: string; readonly most: number }[];
    /** Taken as a rule, AWS's own not counted. @default as most */
    readonly usual?: number;
    readonly level: FitLevel;
}

/** `near`: it fits, and comes near to what there is. */
export type FitLevel = "fits" | "near" | "over" | "unknown";

export interface QuotaUse {
    readonly quota: string;
    readonly limit: number;
    readonly counted: number;
    readonly of: string;
    readonly level: FitLevel;
    readonly source: string;
}

export interface FitView {
    readonly subnets: readonly SubnetUse[];
    readonly quotas: readonly QuotaUse[];
    /** What else is told of it, one sentence each. */
    readonly notes: readonly string[];
}

export interface CalendarEntry {
    /** `YYYY-MM-DD`. */
    readonly day: string;
    readonly what: string;
    readonly why: string;
    readonly source: string;
    readonly cost?: string;
}

export interface CalendarView {
    readonly today: string;
    readonly entries: readonly CalendarEntry[];
    /** What goes on without a day of its own. */
    readonly rhythms: readonly { readonly every: string; readonly what: string; readonly why: string }[];
    /** How old what is pinned is. */
    readonly ages: readonly {
        readonly what: string;
        readonly version: string;
        readonly age: string;
        readonly until: string;
        readonly source: string;
    }[];
    readonly notes: readonly string[];
}

/** One control, with what decides it. */
export interface ControlView {
    readonly id: string;
    readonly title: string;
    readonly means: string;
    readonly severity: string;
    readonly state: Outcome;
    /** Of benchmarks, as a person cites them. */
    readonly rows: readonly string[];
    /** What to change, who exempts it, or why it is not applicable. */
    readonly note?: string;
    readonly evidence: readonly { readonly urn: string; readonly name: string; readonly said: string }[];
    /** How much evidence is not shown. */
    readonly further: number;
}

export interface ControlsView {
    readonly level: string;
    readonly counts: { readonly [outcome in Outcome]: number };
    /** What does not hold first. */
    readonly controls: readonly ControlView[];
    readonly benchmarks: readonly { readonly title: string; readonly summary: string }[];
}

/** Reports of one plan; what is absent is said to be. */
export interface Reports {
    readonly cost?: CostView;
    readonly time?: TimeView;
    readonly fit?: FitView;
    readonly calendar?: CalendarView;
    readonly controls?: ControlsView;
    readonly materials: Materials;
}

/** What an environment is compared with. */
export interface Before extends Reports {
    /** As a person calls it. */
    readonly label: string;
    readonly graph?: PlannedGraph;
    readonly review: EnvironmentReview;
}

/** Everything the page shows of one environment. */
export interface PageEnvironment extends Reports {
    readonly graph: PlannedGraph;
    readonly decided: Decided;
    readonly reasons: Reasons;
    /** Of a difference with what goes as well. */
    readonly drawing: Drawing;
    readonly placed: PlacedDrawing;
    readonly before?: Before;
}

export interface PageData {
    readonly project: string;
    /** The day it was written, `YYYY-MM-DD`. */
    readonly today: string;
    readonly environments: readonly PageEnvironment[];
    /** What links to the repository begin with. */
    readonly linkBase: string;
}
