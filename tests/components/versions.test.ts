import assert from "node:assert/strict";

import * as versions from "../../components/versions";

const { DEFAULT_KUBERNETES_MINOR, isKubernetesMinor, KUBERNETES, KUBERNETES_MINORS } = versions;

/** Every pin of the module, by path: whatever has a `value`, however deep. */
function pinsIn(node: unknown, path: string): [path: string, pin: Readonly<Record<string, unknown>>][] {
    if (typeof node !== "object" || node === null) return [];
    const entries = Object.entries(node);
    const children = entries.flatMap(([key, child]) => pinsIn(child, `${path}.${key}`));
    return "value" in node ? [[path, Object.fromEntries(entries)], ...children] : children;
}

/** What a pin lacks to be a fact. */
function faultsOf([path, pin]: [string, Readonly<Record<string, unknown>>]): string[] {
    const forms = {
        value: /^\S+$/,
        source: /^.{10,}$/,
        seen: /^20\d\d-[01]\d-[0-3]\d$/,
        address: /^https:\/\/[^\s/]+\/\S+$/,
    };
    return Object.entries(forms)
        .filter(([field, form]) => !hasForm(pin[field], form))
        .map(([field]) => `${path}: no ${field}`);
}

function hasForm(value: unknown, form: RegExp): boolean {
    return typeof value === "string" && form.test(value);
}

describe("versions", () => {
    it("a pin without source, date or address fails", () => {
        const pins = pinsIn({ good: KUBERNETES["1.36"].released, bad: { value: "1.0" } }, "pins");
        assert.deepEqual(pins.flatMap(faultsOf), [
            "pins.bad: no source",
            "pins.bad: no seen",
            "pins.bad: no address",
        ]);
    });

    it("every pin has value, source, date seen and address", () => {
        const pins = pinsIn({ ...versions }, "versions");
        assert.equal(pins.length, 3 * KUBERNETES_MINORS.length);
        assert.deepEqual(pins.flatMap(faultsOf), []);
    });

    it("offers 1.35 and 1.36 with the dates of the release calendar", () => {
        const dates = KUBERNETES_MINORS.map((minor) => [
            minor,
            KUBERNETES[minor].released.value,
            KUBERNETES[minor].endOfStandardSupport.value,
            KUBERNETES[minor].endOfExtendedSupport.value,
        ]);
        assert.deepEqual(dates, [
            ["1.35", "2026-01-28", "2027-03-27", "2028-03-27"],
            ["1.36", "2026-06-02", "2027-08-02", "2028-08-02"],
        ]);
    });

    it("defaults to 1.36", () => {
        assert.equal(DEFAULT_KUBERNETES_MINOR, "1.36");
    });

    for (const [text, expected] of [
        ["1.35", true],
        ["1.36", true],
        ["1.37", false],
        ["1.3", false],
        ["1.36.0", false],
        ["", false],
    ] as const) {
        it(`${expected ? "offers" : "does not offer"} "${text}"`, () => {
            assert.equal(isKubernetesMinor(text), expected);
        });
    }
});
