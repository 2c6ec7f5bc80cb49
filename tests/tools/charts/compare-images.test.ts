import assert from "node:assert/strict";

import { imagesOf, mirrored, repositoryOf } from "../../../tools/charts/compare-images";
import { deployment, rendered } from "./sound";

describe("the name of an image", () => {
    it("is registry and path, without tag and digest", () => {
        const digest = `sha256:${"0".repeat(64)}`;
        const names = {
            "quay.io/keeper/keeper:v1": "quay.io/keeper/keeper",
            [`quay.io/keeper/keeper:v1@${digest}`]: "quay.io/keeper/keeper",
            [`quay.io/keeper/keeper@${digest}`]: "quay.io/keeper/keeper",
            "registry:5000/keeper:v1": "registry:5000/keeper",
            "localhost/keeper": "localhost/keeper",
            "keeper/keeper:v1": "docker.io/keeper/keeper",
            busybox: "docker.io/library/busybox",
        };
        for (const [image, name] of Object.entries(names)) assert.equal(repositoryOf(image), name, image);
    });

    it("keeps its path below a mirror", () => {
        assert.equal(
            mirrored("quay.io/keeper/keeper", "example.com/mirror"),
            "example.com/mirror/keeper/keeper",
        );
        assert.equal(mirrored("quay.io/keeper/keeper", undefined), "quay.io/keeper/keeper");
    });
});

describe("images a chart starts", () => {
    it("stand in containers, in those before them, and in words of a controller", () => {
        const image = (name: string): string => `quay.io/keeper/${name}:v1`;
        const chart = rendered(
            [
                deployment({
                    initContainers: [{ name: "before", image: image("before") }],
                    containers: [
                        {
                            name: "keeper",
                            image: image("keeper"),
                            command: ["/keeper", "--url=https://example.com/path:8080"],
                            args: [`--one=${image("one")}`, image("two"), "--listen=10.0.0.1/a:1"],
                            env: [{ name: "THREE", value: image("three") }, { name: "FOUR" }],
                        },
                    ],
                }),
            ],
            { hooks: [] },
        );
        assert.deepEqual(
            imagesOf(chart, "keeping").map((one) => one.image),
            ["before", "keeper", "one", "two", "three"].map(image),
        );
    });
});
