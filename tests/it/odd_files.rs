//! What lies in the input folder and is no ordinary file: told, never waited for, never in silence.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use niveau::ingest::{ReadOptions, Reading, read_input};

use super::folder::Folder;
use super::ingest::{department, folder, layouts, portal, told};
use super::registers::shipped;

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn read(folder: &Path) -> Reading {
    read_input(folder, &shipped(), &layouts(), &ReadOptions::default()).unwrap()
}

type Make = fn(&Path);

/// Exit code, and what was said within a time that nobody waits for a pipe.
fn said(folder: &Folder, call: &[&str]) -> (Option<i32>, String) {
    let mut running = folder
        .command(call)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while running.try_wait().unwrap().is_none() {
        if began.elapsed() > Duration::from_mins(1) {
            running.kill().unwrap();
            panic!("{call:?} waits");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let done = running.wait_with_output().unwrap();
    (done.status.code(), String::from_utf8([done.stdout, done.stderr].concat()).unwrap())
}

#[test]
fn what_is_no_file_among_the_data_is_told() {
    let dir = folder(&[portal(&[department("900001", "9000011", &[])])]);
    let at = |name: &str| dir.path().join(name);
    pipe(&at("tilsyn-pipe.xlsx"));
    pipe(&at("andet"));
    symlink(at("ingen"), at("tilsyn-link.xlsx")).unwrap();
    symlink("/dev/zero", at("tilsyn-enhed.xlsx")).unwrap();
    let _socket = UnixListener::bind(at("tilsyn-socket.xlsx")).unwrap();
    fs::create_dir(at("tilsyn-nord.xlsx")).unwrap();
    fs::create_dir(at("corrections")).unwrap();
    symlink(at("ingen"), at("corrections/tilsyn-nord.xlsx")).unwrap();
    let reading = read(dir.path());
    assert_eq!(reading.dataset.providers.len(), 1);
    insta::assert_snapshot!(told(&reading), @r##"
    bemærkning andet: her ligger ingen fil, men en kø (FIFO); intet er læst. Ingenting, hvis der ikke skulle være en fil her. [not-a-file]
    fejl corrections/tilsyn-nord.xlsx: her ligger ingen fil, men et link, der ikke fører nogen steder hen; intet er læst. Læg selve filen her, eller slet det, der ligger her nu. [not-a-file]
    fejl tilsyn-enhed.xlsx: her ligger ingen fil, men en enhed; intet er læst. Læg selve filen her, eller slet det, der ligger her nu. [not-a-file]
    fejl tilsyn-link.xlsx: her ligger ingen fil, men et link, der ikke fører nogen steder hen; intet er læst. Læg selve filen her, eller slet det, der ligger her nu. [not-a-file]
    fejl tilsyn-nord.xlsx: her ligger ingen fil, men en mappe; intet er læst. Læg selve filen her, eller slet det, der ligger her nu. [not-a-file]
    fejl tilsyn-pipe.xlsx: her ligger ingen fil, men en kø (FIFO); intet er læst. Læg selve filen her, eller slet det, der ligger her nu. [not-a-file]
    fejl tilsyn-socket.xlsx: her ligger ingen fil, men en socket; intet er læst. Læg selve filen her, eller slet det, der ligger her nu. [not-a-file]
    "##);
}

#[test]
fn links_among_folders_are_followed_once() {
    let row = |id| portal(&[department(id, &format!("{id}1"), &[])]).1;
    let dir = folder(&[("b/tilbudsportalen.csv", row("900001"))]);
    let elsewhere = folder(&[
        ("c/tilbudsportalen.csv", row("900002")),
        ("tilbudsportalen-d.csv", row("900003")),
    ]);
    let at = |name: &str| dir.path().join(name);
    symlink(dir.path(), at("b/op")).unwrap();
    symlink(at("b"), at("a")).unwrap();
    symlink(at("b/tilbudsportalen.csv"), at("tilbudsportalen-igen.csv")).unwrap();
    symlink(at("kreds"), at("kreds")).unwrap();
    // From outside, a folder and a file are as good as others.
    symlink(elsewhere.path().join("c"), at("ude")).unwrap();
    symlink(elsewhere.path().join("tilbudsportalen-d.csv"), at("tilbudsportalen-ude.csv")).unwrap();
    let mut layouts = layouts();
    layouts.last_mut().unwrap().files.push("*/tilbudsportalen.csv".into());
    let reading = read_input(dir.path(), &shipped(), &layouts, &ReadOptions::default()).unwrap();
    let files: Vec<&str> = reading.files.iter().map(|file| &*file.path).collect();
    assert_eq!(
        files,
        ["b/tilbudsportalen.csv", "tilbudsportalen-ude.csv", "ude/tilbudsportalen.csv"]
    );
    insta::assert_snapshot!(told(&reading), @r##"
    bemærkning a: linket fører til b, der læses i forvejen; det er læst én gang. Ingenting; eller slet linket. [link-again]
    bemærkning b/op: linket fører til inputmappen selv, der læses i forvejen; det er læst én gang. Ingenting; eller slet linket. [link-again]
    bemærkning kreds: her ligger ingen fil, men et link, der ikke fører nogen steder hen; intet er læst. Ingenting, hvis der ikke skulle være en fil her. [not-a-file]
    bemærkning tilbudsportalen-igen.csv: linket fører til b/tilbudsportalen.csv, der læses i forvejen; det er læst én gang. Ingenting; eller slet linket. [link-again]
    "##);
}

#[test]
fn a_folder_too_deep_is_told() {
    let deep = format!("{}tilbudsportalen.csv", "m/".repeat(9));
    let rows = portal(&[department("900001", "9000011", &[])]);
    let dir = folder(&[rows.clone(), (&deep, rows.1)]);
    insta::assert_snapshot!(told(&read(dir.path())), @r##"advarsel m/m/m/m/m/m/m/m/m: mappen ligger mere end 8 mapper nede og er ikke læst. Flyt den længere op, hvis der er data i den. [folder-too-deep]"##);
}

/// One after the other in the place of each kind of settings file: a pipe, a link that leads
/// nowhere, a folder.
#[test]
fn a_settings_file_that_is_none_stops_the_run_and_is_not_waited_for() {
    let files = [
        "registers/services.csv",
        "registers/travel_minutes.csv",
        "guidelines/autismespektrum/2021-01-01.toml",
        "rules/flertal.toml",
        "rules/adgang.toml",
        "rules/underlag.toml",
        "rules/quality.toml",
        "layouts/tilbudsportalen.toml",
        "sizes/autismespektrum.toml",
        "descriptions/autismespektrum/2021-01-01.toml",
        "collaborations/rammeaftaler.csv",
        "limits.toml",
        "source.toml",
        "robustness.toml",
        "process.toml",
        "trial/design.toml",
        "sizes",
    ];
    let folder = Folder::example();
    let input = folder.input();
    let before = folder.call(&["check"]);
    for file in files {
        let path = input.join(file);
        let aside = folder.root().join("aside");
        let was_there = path.exists();
        if was_there {
            fs::rename(&path, &aside).unwrap();
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let make: [(&str, Make); 3] = [
            ("pipe", pipe),
            ("link", |path| symlink("/ingen/steder", path).unwrap()),
            ("folder", |path| fs::create_dir(path).unwrap()),
        ];
        for (what, make) in make.iter().filter(|(what, _)| file != "sizes" || *what != "folder") {
            make(&path);
            for command in ["check", "run"] {
                let (code, told) = said(&folder, &[command]);
                assert_eq!(code, Some(1), "{command} {file} {what} {told}");
                assert!(told.contains(file) && told.contains("her skal"), "{file} {what} {told}");
                assert!(!folder.output().exists(), "{file} {what}");
            }
            if *what == "folder" {
                fs::remove_dir(&path).unwrap();
            } else {
                fs::remove_file(&path).unwrap();
            }
        }
        if was_there {
            fs::rename(&aside, &path).unwrap();
        }
    }
    assert_eq!(before, folder.call(&["check"]));
}

#[test]
fn boundaries_and_a_manifest_that_are_pipes_are_not_waited_for() {
    let folder = Folder::new(&[]);
    pipe(&folder.root().join("kort.geojson"));
    let (code, told) = said(&folder, &["run", "--boundaries", "kort.geojson"]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("en kø (FIFO)"), "{told}");
    fs::create_dir(folder.output()).unwrap();
    pipe(&folder.output().join("manifest.json"));
    let (code, told) = said(&folder, &["run"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("ikke skrevet af niveau"), "{told}");
}
