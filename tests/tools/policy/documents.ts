/**
 * What SARIF 2.1.0 and OSCAL 1.2.1 demand of the documents we write: their fields, required ones and forms. No package of
 * npm that is kept up brings either schema, so these are the parts of them that a report of controls uses, strict: a
 * further field is looked up first. Sources, seen 2026-11-29: github.com/oasis-tcs/sarif-spec,
 * sarif-2.1/schema/sarif-schema-2.1.0.json; OSCAL 1.2.1, oscal_assessment-results_schema.json, as
 * github.com/oscal-compass/compliance-trestle has it in release-schemas/. Both accepted documents of every outcome that day.
 */
import { z } from "zod";

const message = z.strictObject({ text: z.string().min(1) });
const level = z.enum(["none", "note", "warning", "error"]);

const sarifRule = z.strictObject({
    id: z.string().min(1),
    name: z.string(),
    shortDescription: message,
    fullDescription: message,
    help: message,
    defaultConfiguration: z.strictObject({ level }),
    properties: z.strictObject({
        // GitHub's: a number as text, above 0 and at most 10.
        "security-severity": z.string().regex(/^(?:10|\d)\.\d$/),
        tags: z
            .array(z.string())
            .refine((tags) => new Set(tags).size === tags.length, "uniqueItems of a property bag's tags"),
    }),
});

const sarifResult = z.strictObject({
    ruleId: z.string().min(1),
    level,
    message,
    locations: z.array(
        z.strictObject({
            physicalLocation: z.strictObject({
                // A URI reference, relative to the root of the repository: code scanning finds no file behind another.
                artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w.-]+(?:\/[\w.-]+)*$/) }),
                region: z.strictObject({ startLine: z.int().min(1) }),
            }),
            logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string(), kind: z.string() })),
        }),
    ),
    partialFingerprints: z.record(z.string(), z.string()),
    suppressions: z
        .array(
            z.strictObject({
                kind: z.enum(["inSource", "external"]),
                status: z.enum(["accepted", "underReview", "rejected"]),
                justification: z.string(),
            }),
        )
        .exactOptional(),
});

export const SARIF = z.strictObject({
    $schema: z.url(),
    version: z.literal("2.1.0"),
    runs: z.array(
        z.strictObject({
            tool: z.strictObject({
                driver: z.strictObject({
                    name: z.string().min(1),
                    version: z.string(),
                    rules: z.array(sarifRule),
                }),
            }),
            results: z.array(sarifResult),
        }),
    ),
});

/** Version 4 or 5. */
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const token = z.string().regex(/^[A-Za-z_][\w.-]*$/);
const line = z.string().regex(/^\S(?:.*\S)?$/);
const time = z.iso.datetime();

const finding = z.strictObject({
    uuid,
    title: line,
    description: z.string().min(1),
    target: z.strictObject({
        type: z.enum(["statement-id", "objective-id"]),
        "target-id": token,
        status: z.strictObject({
            state: z.enum(["satisfied", "not-satisfied"]),
            reason: z.enum(["pass", "fail", "other"]),
        }),
    }),
    "related-observations": z.array(z.strictObject({ "observation-uuid": uuid })).min(1),
    remarks: z.string().exactOptional(),
});

const observation = z.strictObject({
    uuid,
    title: line,
    description: z.string().min(1),
    methods: z.array(z.enum(["EXAMINE", "INTERVIEW", "TEST", "UNKNOWN"])).min(1),
    collected: time,
    "relevant-evidence": z.array(z.strictObject({ href: z.string(), description: z.string() })).min(1),
});

export const OSCAL = z.strictObject({
    "assessment-results": z.strictObject({
        uuid,
        metadata: z.strictObject({
            title: line,
            "last-modified": time,
            version: line,
            "oscal-version": z.literal("1.2.1"),
        }),
        "import-ap": z.strictObject({ href: z.string(), remarks: z.string() }),
        results: z
            .array(
                z.strictObject({
                    uuid,
                    title: line,
                    description: z.string().min(1),
                    start: time,
                    props: z.array(z.strictObject({ name: token, value: line })).min(1),
                    "reviewed-controls": z.strictObject({
                        "control-selections": z
                            .array(
                                z.strictObject({
                                    "include-controls": z
                                        .array(z.strictObject({ "control-id": token }))
                                        .min(1),
                                }),
                            )
                            .min(1),
                    }),
                    observations: z.array(observation).min(1).exactOptional(),
                    findings: z.array(finding).min(1).exactOptional(),
                }),
            )
            .min(1),
    }),
});
