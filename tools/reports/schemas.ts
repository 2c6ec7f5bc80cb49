/** The JSON of every report, as JSON Schema: `npm run reference` writes it, and a test holds what is printed to it. */
import { z } from "zod";

import type { Json } from "../../components/shared/json";
import { CALENDAR_JSON } from "../calendar/schema";
import { COST_JSON } from "../cost/schema";
import { FIT_JSON } from "../fit/schema";
import { PAGE_JSON } from "../page/schema";
import { CONTROLS_JSON } from "../policy/schema";
import { TIME_JSON } from "../time/schema";
import { UPGRADE_JSON } from "../upgrade/schema";

/** By the command of `npm run plan` that prints it with --json. */
export const REPORT_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
    calendar: CALENDAR_JSON,
    controls: CONTROLS_JSON,
    cost: COST_JSON,
    fit: FIT_JSON,
    page: PAGE_JSON,
    time: TIME_JSON,
    upgrade: UPGRADE_JSON,
};

/** Where a schema is committed, from the root of the repository. */
export function schemaFileOf(report: string): string {
    return `schemas/plan-${report}.schema.json`;
}

export function jsonSchemaOf(schema: z.ZodType): Json {
    return JSON.parse(JSON.stringify(z.toJSONSchema(schema))) as Json;
}
