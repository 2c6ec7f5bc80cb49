/** Charts that bring definitions, for the tests of risks. */
import type { Json } from "../../../components/shared/json";
import type { Case } from "./case";
import type { Sketch } from "./world";

function chart(inputs: { readonly [key: string]: Json }): Sketch {
    return {
        type: "platform:charts:Chart",
        name: "chart-example",
        inputs: {
            chart: "example",
            definitions: ["ones.example.org", "twos.example.org"],
            definitionsIn: "crds",
            definitionsStay: true,
            repository: "https://charts.example.org",
            version: "1.0.0",
            ...inputs,
        },
    };
}

const TEMPLATES = { definitionsIn: "templates", definitionsStay: false };

export const DEFINITION_CASES: readonly Case[] = [
    {
        title: "a chart whose definitions Helm does not upgrade",
        given: { chart: chart({}) },
        risks: [
            'medium | definitions-stay | chart-example | Chart "chart-example" goes from 1.0.0 to 1.1.0, and its 2 definitions stay as they are.',
        ],
        change: { chart: chart({ version: "1.1.0" }) },
    },
    {
        title: "a chart whose definitions Helm upgrades",
        given: { chart: chart(TEMPLATES) },
        risks: [],
        change: { chart: chart({ ...TEMPLATES, version: "1.1.0" }) },
    },
    {
        title: "another decision on a chart of the same version",
        given: { chart: chart({}) },
        risks: [],
        change: { chart: chart({ timeoutSeconds: 900 }) },
    },
    {
        title: "a chart that takes its definitions along",
        given: { chart: chart(TEMPLATES) },
        risks: [
            'high | deleted | chart-example | Chart "chart-example" goes, and with it its 2 definitions and every object of their kinds.',
        ],
        change: { chart: undefined },
    },
    {
        title: "a chart whose definitions stay behind",
        given: { chart: chart({}) },
        risks: [],
        change: { chart: undefined },
    },
];
