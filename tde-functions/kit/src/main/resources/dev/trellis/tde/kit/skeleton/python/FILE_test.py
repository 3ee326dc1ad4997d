"""What FILE.py promises, on no platform: python3 FILE_test.py"""
import json
import pathlib
import subprocess
import sys
import unittest

SCRIPT = pathlib.Path(__file__).with_name("FILE.py")


def run(inputs):
    ran = subprocess.run([sys.executable, "-I", SCRIPT], input=json.dumps({"inputs": inputs}), capture_output=True, text=True)
    return ran.returncode, json.loads(ran.stdout)


class Promises(unittest.TestCase):
    def test_greets_by_name(self):
        self.assertEqual(run({"name": "Ada"}), (0, {"greeting": "Hello, Ada"}))

    def test_says_what_is_wrong_with_a_blank_name(self):
        status, said = run({"name": " "})
        self.assertEqual((status, said["error"]["code"]), (65, "nobody"))


if __name__ == "__main__":
    unittest.main()
